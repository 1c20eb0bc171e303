package render

import "fmt"

// This file spells ids, which are numbers or UUIDs.

// IDType is the Go type of its ids.
func (r *resourceView) IDType() string {
	if r.ByUUID {
		return "uuid.UUID"
	}
	return "int64"
}

// IDVerb prints an id in an address.
func (r *resourceView) IDVerb() string {
	if r.ByUUID {
		return "%s"
	}
	return "%d"
}

// IDOf is the function that reads an id of it from an address.
func (r *resourceView) IDOf() string {
	if r.ByUUID {
		return "uuidOf"
	}
	return "idOf"
}

// IDText is the text of the id in a Go expression.
func (r *resourceView) IDText(id string) string {
	if r.ByUUID {
		return id + ".String()"
	}
	return fmt.Sprintf("strconv.FormatInt(%s, 10)", id)
}

// ParsedID is the id that the text of a Go expression spells.
func (r *resourceView) ParsedID(text string) string {
	if r.ByUUID {
		return fmt.Sprintf("uuid.Parse(%s)", text)
	}
	return fmt.Sprintf("strconv.ParseInt(%s, 10, 64)", text)
}

// uuidImport is the package of its ids, or "".
func (r *resourceView) uuidImport() string {
	if r.ByUUID {
		return "github.com/google/uuid"
	}
	return ""
}

// Numbers reports whether the ids of some resource are numbers.
func (a appView) Numbers() bool {
	return len(onlyResources(a.Resources, func(r *resourceView) bool { return !r.ByUUID })) > 0
}

// UUIDs reports whether the ids of some resource are UUIDs.
func (a appView) UUIDs() bool { return a.outline.uuids() }

// AnyID is a type that holds the ids of all resources.
func (a appView) AnyID() string { return a.outline.anyID() }

// AnyID is a type that holds the ids of all resources.
func (r *resourceView) AnyID() string { return r.app.anyID() }

// AnyUUIDs reports whether the ids of some resource of the application are
// UUIDs.
func (r *resourceView) AnyUUIDs() bool { return r.app.uuids() }
