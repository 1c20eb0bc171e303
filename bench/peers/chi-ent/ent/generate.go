// Package ent is made by Ent of its folder schema.
package ent

//go:generate go tool ent generate ./schema
