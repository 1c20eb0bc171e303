package types

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// JSON is a JSON document; nil is none. It takes the place of json.RawMessage,
// which SQLite's driver would store as a blob and cannot read back from text.
type JSON []byte

// ParseJSON returns the document in s.
func ParseJSON(s string) (JSON, error) {
	var doc JSON
	if err := json.Unmarshal([]byte(s), &doc); err != nil {
		return nil, err
	}
	return doc, nil
}

// String returns the document as text, "" if there is none.
func (j JSON) String() string { return string(j) }

// Scan reads a column.
func (j *JSON) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*j = nil
	case string:
		*j = JSON(v)
	case []byte:
		*j = bytes.Clone(v)
	default:
		return fmt.Errorf("types: cannot read a %T as JSON", src)
	}
	return nil
}

// Value is what is stored.
func (j JSON) Value() (driver.Value, error) {
	if j == nil {
		return nil, nil
	}
	return string(j), nil
}

// MarshalJSON returns the document.
func (j JSON) MarshalJSON() ([]byte, error) {
	if j == nil {
		return []byte("null"), nil
	}
	return j, nil
}

// UnmarshalJSON takes the document as it is written in text. A null is none.
func (j *JSON) UnmarshalJSON(text []byte) error {
	*j = nil
	if string(text) != "null" {
		*j = bytes.Clone(text)
	}
	return nil
}
