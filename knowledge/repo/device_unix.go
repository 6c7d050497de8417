//go:build unix

package repo

import (
	"errors"
	"syscall"
)

// crossesDevices reports whether a file could not be renamed because its new
// place is on another file system.
func crossesDevices(err error) bool { return errors.Is(err, syscall.EXDEV) }
