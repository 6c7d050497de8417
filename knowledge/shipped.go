package knowledge

import (
	"embed"
	"io/fs"
)

//go:embed all:base
var shipped embed.FS

// Shipped is the knowledge folder that the program carries.
func Shipped() fs.FS {
	sub, err := fs.Sub(shipped, "base")
	if err != nil { // only a malformed name can fail
		panic(err)
	}
	return sub
}
