// Command blog serves the blog application.
//
// Without arguments it serves. It reads its settings from the environment:
//
//	ADDR          address to listen on (localhost:8080); or PORT, on every interface
//	DATABASE_URL  file of the SQLite database (blog.db)
//	CORS_ORIGINS  other sites whose scripts may use the API, with commas, or *; none
//	RATE_LIMIT    requests that one client may send in a minute; any number
//	APP_ENV       development, which migrates the database first; all else is production
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"blog/db"
	"blog/db/seed"
	"blog/web"
)

const usage = `usage:
  blog                          serve
  blog migrate up|down|status   bring the database up to date, take the last migration back, list them
  blog seed [-n 20] [-force]    fill every table up to n rows with invented ones
  blog routes                   list every URL`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "blog:", err)
		os.Exit(1)
	}
}

// run does what args say and returns when it is done or, if it serves, after
// ctx is.
func run(ctx context.Context, args []string, out io.Writer) error {
	switch {
	case len(args) == 0:
		return withDatabase(ctx, serve)
	case len(args) == 1 && args[0] == "routes":
		for _, route := range web.Routes() {
			fmt.Fprintln(out, route)
		}
		return nil
	case len(args) == 2 && args[0] == "migrate":
		return withDatabase(ctx, func(ctx context.Context, database *db.DB) error {
			return migrate(ctx, database, args[1], out)
		})
	case args[0] == "seed":
		return fill(ctx, args[1:], out)
	}
	return errors.New(usage)
}

// withDatabase runs fn on the database that DATABASE_URL names.
func withDatabase(ctx context.Context, fn func(context.Context, *db.DB) error) error {
	database, err := db.Open(ctx, env("DATABASE_URL", db.DefaultURL))
	if err != nil {
		return err
	}
	defer database.Close()
	return fn(ctx, database)
}

func migrate(ctx context.Context, database *db.DB, what string, out io.Writer) error {
	var migrations []db.Migration
	var err error
	switch what {
	case "up":
		migrations, err = database.Migrate(ctx)
	case "down":
		migrations, err = database.MigrateDown(ctx)
	case "status":
		migrations, err = database.MigrationStatus(ctx)
	default:
		return errors.New(usage)
	}
	for _, m := range migrations {
		state := "pending"
		if !m.AppliedAt.IsZero() {
			state = m.AppliedAt.Format(time.DateTime)
		}
		if what != "status" {
			state = what
		}
		fmt.Fprintf(out, "%-19s  %s\n", state, m.Name)
	}
	return err
}

// fill makes invented rows. Among real ones nobody could tell them apart, so in
// production it asks for more.
func fill(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("seed", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	n := flags.Int("n", 20, "")
	force := flags.Bool("force", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 || *n < 1 {
		return errors.New(usage)
	}
	if isProduction() && !*force {
		return errors.New("seed: this is production, where invented rows would mix with real ones; seed -force makes them all the same")
	}
	return withDatabase(ctx, func(ctx context.Context, database *db.DB) error {
		if err := prepare(ctx, database, isProduction()); err != nil {
			return err
		}
		filled, err := seed.Fill(ctx, database, *n)
		for _, f := range filled {
			note := ""
			if f.All < *n {
				note = ", no others are possible"
			}
			fmt.Fprintf(out, "%8d new, %d in all%s: %s\n", f.Made, f.All, note, f.Table)
		}
		return err
	})
}

// isProduction reports whether this is not somebody's own machine.
func isProduction() bool { return env("APP_ENV", "development") != "development" }

func serve(ctx context.Context, database *db.DB) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300) // little memory is in use: four times as much is cheaper than collecting it all the time
	}
	production := isProduction()
	if err := prepare(ctx, database, production); err != nil {
		return err
	}
	limit, err := strconv.Atoi(env("RATE_LIMIT", "0"))
	if err != nil || limit < 0 {
		return errors.New("RATE_LIMIT: a number of requests a minute, such as 600, or 0 for no limit")
	}
	settings := web.Settings{Production: production, Origins: env("CORS_ORIGINS", ""), RateLimit: limit}
	listener, err := net.Listen("tcp", address())
	if err != nil {
		return err
	}
	slog.Info("serving", "url", "http://"+listener.Addr().String())
	server := &http.Server{
		Handler:           web.New(database, slog.Default(), settings),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      40 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	return serveUntil(ctx, server, listener)
}

// prepare brings the database up to date in development. In production that is
// for somebody to decide, who may want a backup first.
func prepare(ctx context.Context, database *db.DB, production bool) error {
	if !production {
		applied, err := database.Migrate(ctx)
		for _, m := range applied {
			slog.Info("migrated", "migration", m.Name)
		}
		return err
	}
	pending, err := database.Pending(ctx)
	if len(pending) > 0 {
		slog.Warn("migrations are pending: run blog migrate up", "count", len(pending))
	}
	return err
}

// serveUntil serves until ctx is done, and then finishes the requests that are
// under way.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	server.Handler = closeAfter(ctx, server.Handler)
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		slog.Info("stopping")
		listener.Close()
		time.Sleep(250 * time.Millisecond) // who is connected sends one more request, and is told to leave
		patience, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		defer cancel()
		stopped <- server.Shutdown(patience)
	}()
	if err := server.Serve(listener); ctx.Err() == nil {
		return err
	}
	return <-stopped
}

// closeAfter has h end a connection with its answer once ctx is done. To close
// those that wait for a request would lose what is already on its way.
func closeAfter(ctx context.Context, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ctx.Err() != nil {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// address is where to listen: ADDR, or PORT on every interface.
func address() string {
	if port := os.Getenv("PORT"); port != "" && os.Getenv("ADDR") == "" {
		return ":" + port
	}
	return env("ADDR", "localhost:8080")
}

// env is the environment variable name or, if that is not set, otherwise.
func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
