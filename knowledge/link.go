package knowledge

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// maxLinks is how many links a path may lead through: more are a circle.
const maxLinks = 40

var errAstray = errors.New("the link leads to nothing inside the folder")

// link reads what a symbolic link leads to, under the link's own name. Only
// what lies inside the folder and is not read by itself is worth following:
// that is how Kubernetes lays out a mounted ConfigMap, the files in a hidden
// folder and a link to each beside it.
func (f *folder) link(fsys fs.FS, name string) error {
	if skipDir(path.Base(name)) {
		return nil
	}
	target, info, err := follow(fsys, name)
	switch {
	case err != nil:
		p := linkAstray.at(name, 1)
		if !wanted(name) { // it may have led to a folder of files, or to anything
			p.Severity = Warning
		}
		f.problems = append(f.problems, p)
		return nil
	case !info.IsDir() && !wanted(name):
		return nil
	case f.followed[target], visible(target, info.IsDir()):
		f.add(linkTwice, name, 1, target)
		return nil
	}
	f.followed[target] = true // so that no circle is walked twice
	if info.IsDir() {
		return f.walk(fsys, target, name)
	}
	return f.read(fsys, target, name, info.Mode())
}

// follow gives the path, free of links, that a path with links leads to. It
// never looks outside the folder.
func follow(fsys fs.FS, name string) (target string, info fs.FileInfo, err error) {
	target = "."
	rest := strings.Split(name, "/")
	for links := 0; len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		if part == ".." && target == "." {
			return "", nil, errAstray
		}
		next := path.Join(target, part)
		if info, err = fs.Lstat(fsys, next); err != nil {
			return "", nil, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			target = next
			continue
		}
		to, err := fs.ReadLink(fsys, next)
		if err != nil {
			return "", nil, err
		}
		if links++; links > maxLinks || filepath.IsAbs(to) {
			return "", nil, errAstray
		}
		rest = append(strings.Split(filepath.ToSlash(to), "/"), rest...)
	}
	return target, info, nil
}

// visible reports whether the file or folder of a path without links is read
// under that path.
func visible(name string, isDir bool) bool {
	if name == "." {
		return true
	}
	folders := strings.Split(name, "/")
	if !isDir {
		if !wanted(name) {
			return false
		}
		folders = folders[:len(folders)-1]
	}
	return !slices.ContainsFunc(folders, skipDir)
}
