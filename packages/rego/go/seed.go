package main

import (
	"io"
	"math/rand"
)

// newSeed is a repeatable source for rand.intn and uuid.rfc4122.
func newSeed(seed int64) io.Reader {
	return rand.New(rand.NewSource(seed))
}
