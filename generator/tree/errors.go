package tree

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrLocked is returned by [Dir.Lock] when another gen does not finish in time.
	ErrLocked = errors.New("another gen is at work in this folder")

	// ErrNotEmpty is wrapped by the error of [Create] for a folder with content.
	ErrNotEmpty = errors.New("folder is not empty")

	// ErrInterrupted is returned by [Dir.Write] when an earlier write is not
	// complete; [Dir.Recover] completes it.
	ErrInterrupted = errors.New("an interrupted write is not complete yet")

	errNotLocked = errors.New("the folder is not locked")
)

// A StaleError says that files changed between planning and writing. Nothing
// was written.
type StaleError struct{ Paths []string }

func (e *StaleError) Error() string {
	return "changed on disk since gen read it: " + strings.Join(e.Paths, ", ")
}

// An EditedError says that files of a committed but interrupted write were
// edited before it could be completed. They are left alone; once they are
// moved aside the write completes.
type EditedError struct{ Paths []string }

func (e *EditedError) Error() string {
	return "edited while a write was interrupted: " + strings.Join(e.Paths, ", ")
}

// A ChangedError says that a write cannot be taken back, because files are not
// what it made of them. Nothing was touched.
type ChangedError struct{ Paths []string }

func (e *ChangedError) Error() string {
	return "changed since they were written: " + strings.Join(e.Paths, ", ")
}

// An UnfinishedError says that a write is committed but could not be put in
// place. The next run completes it through [Dir.Recover].
type UnfinishedError struct{ Err error }

func (e *UnfinishedError) Error() string {
	return fmt.Sprintf("the changes are saved but not all in place: %v", e.Err)
}

func (e *UnfinishedError) Unwrap() error { return e.Err }

// A DamagedError says that a journal, a staged file or a kept one is not what
// was written there. Nothing was touched.
type DamagedError struct{ Path, Reason string }

func (e *DamagedError) Error() string { return e.Path + " is damaged: " + e.Reason }
