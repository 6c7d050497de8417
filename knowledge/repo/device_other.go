//go:build !unix

package repo

// crossesDevices reports whether a file could not be renamed because its new
// place is on another file system; here any other error counts as that.
func crossesDevices(err error) bool { return err != nil }
