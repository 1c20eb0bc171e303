package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

func TestRoutes(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"routes"}, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "GET /healthz\n") {
		t.Errorf("routes = %q, want GET /healthz among them", out.String())
	}
}

func TestWrongArguments(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {"migrate"}, {"migrate", "sideways"}} {
		t.Setenv("DATABASE_URL", testDatabase(t))
		if err := run(t.Context(), args, os.Stderr); err == nil || !strings.HasPrefix(err.Error(), "usage:") {
			t.Errorf("run(%q) = %v, want usage", args, err)
		}
	}
}

// A request that is under way when the program is told to stop gets its answer.
func TestStopsGracefully(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop()
		time.Sleep(100 * time.Millisecond)
		w.WriteHeader(http.StatusTeapot)
	})}
	stopped := make(chan error, 1)
	go func() { stopped <- serveUntil(ctx, server, listener) }()

	res, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusTeapot {
		t.Errorf("status = %d, want %d", res.StatusCode, http.StatusTeapot)
	}
	if err := <-stopped; err != nil {
		t.Errorf("serveUntil = %v, want nil", err)
	}
}

func testDatabase(t *testing.T) string { return t.TempDir() + "/test.db" }
