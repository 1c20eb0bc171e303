// Package types holds what a column may hold and Go has no type for. Each type
// knows how it is written in the database and in JSON.
package types
