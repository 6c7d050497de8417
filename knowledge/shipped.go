package knowledge

import (
	"embed"
	"io/fs"
)

//go:embed all:base
var shipped embed.FS

// Shipped gives the knowledge folder that the binary carries.
func Shipped() fs.FS {
	sub, err := fs.Sub(shipped, "base")
	if err != nil {
		panic(err) // "base" is a valid path, the only thing that Sub checks
	}
	return sub
}
