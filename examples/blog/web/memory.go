package web

import (
	"sync"
	"time"
)

// A memory keeps for a second what is costly to ask of the database and the same
// for many requests: totals of lists, and what selects offer. The zero value is
// ready for use.
type memory[V any] struct {
	mu     sync.Mutex
	byList map[string]map[string]remembered[V] // by the list's name and a key
}

// What is remembered is asked for once, however many want it.
type remembered[V any] struct {
	since time.Time
	ask   func() (V, error)
}

const (
	memoryLife = time.Second
	maxKeys    = 100 // of a list
)

// of returns what ask returns or, less than a second ago, has returned.
func (m *memory[V]) of(list, key string, ask func() (V, error)) (V, error) {
	v, err := m.get(list, key, ask).ask()
	if err != nil {
		m.drop(list)
	}
	return v, err
}

func (m *memory[V]) get(list, key string, ask func() (V, error)) remembered[V] {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.byList[list][key]
	if ok && time.Since(found.since) < memoryLife {
		return found
	}
	if m.byList == nil {
		m.byList = map[string]map[string]remembered[V]{}
	}
	if m.byList[list] == nil || len(m.byList[list]) >= maxKeys {
		m.byList[list] = map[string]remembered[V]{}
	}
	found = remembered[V]{time.Now(), sync.OnceValues(ask)}
	m.byList[list][key] = found
	return found
}

// drop forgets what belongs to a list.
func (m *memory[V]) drop(list string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.byList, list)
}

func (m *memory[V]) dropAll() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.byList)
}

// wrote forgets what a write to the table of a list may have changed. It comes
// before the answer, so that clients find what they wrote.
func (app *App) wrote(list string) {
	app.totals.drop(list)
	app.choices.drop(list)
}

// deleted forgets everything: with a row, others may have gone or changed.
func (app *App) deleted() {
	app.totals.dropAll()
	app.choices.dropAll()
}
