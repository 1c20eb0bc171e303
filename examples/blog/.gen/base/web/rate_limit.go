package web

import (
	"math"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// A rateLimit says how many requests each client may send: so many in a minute, all
// at once or one after the other (the generic cell rate algorithm).
type rateLimit struct {
	every time.Duration // between two requests of a client that never rests

	mu   sync.Mutex
	free map[string]time.Time // when a client will have used up nothing, by its address
}

const maxClients = 10_000 // that are remembered before the idle ones are forgotten

func newRateLimit(perMinute int) *rateLimit {
	return &rateLimit{every: time.Minute / time.Duration(perMinute), free: map[string]time.Time{}}
}

// take counts a request. It returns how long the client has to wait first, 0 if
// it may go on.
func (l *rateLimit) take(client string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	free := l.free[client]
	if free.Before(now) {
		free = now
	}
	if wait := free.Add(l.every).Sub(now) - time.Minute; wait > 0 {
		return wait
	}
	if len(l.free) >= maxClients {
		l.forget(now)
	}
	l.free[client] = free.Add(l.every)
	return 0
}

// forget forgets the clients that have used up nothing.
func (l *rateLimit) forget(now time.Time) {
	for client, free := range l.free {
		if free.Before(now) {
			delete(l.free, client)
		}
	}
}

// limitRate returns what makes handlers answer 429 to clients that send more than
// so many requests in a minute, to all of these together. For 0 there is no limit.
func (app *App) limitRate(perMinute int) func(http.Handler) http.Handler {
	if perMinute == 0 {
		return func(next http.Handler) http.Handler { return next }
	}
	limit := newRateLimit(perMinute)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			client, _, err := net.SplitHostPort(r.RemoteAddr)
			if err != nil {
				client = r.RemoteAddr
			}
			if wait := limit.take(client, time.Now()); wait > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
				app.fail(w, r, failure{http.StatusTooManyRequests, "You sent many requests in a short time. Wait a moment."})
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
