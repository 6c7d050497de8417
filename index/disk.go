package index

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"sibaq/knowledge"
)

// Disk keeps indexes in a folder between starts, so that a large one is built
// once.
//
// An index lies in a folder of its own, named by what it depends on: the version
// of the knowledge, and the program that made it. It is made beside that place
// and moved there as a whole, and nothing in it is ever changed: any number of
// processes may share the folder. Sums over all files tell a damaged one.
type Disk struct {
	Dir string
	Log *slog.Logger // of what is built anew, and why; never nil
}

const (
	diskFormat = 1 // of the folder's layout
	factsFile  = "facts"
	bleveDir   = "bleve"
	making     = "making-" // begins the name of what is not finished
	keptOnDisk = 4         // indexes, the last used ones
)

// Open makes base searchable: from disk where it is there, else by Build, and
// then it is there the next time. That it cannot be kept is logged and no error.
func (d Disk) Open(ctx context.Context, base *knowledge.Base) (*Index, error) {
	key, err := diskKey(base.Version)
	if err != nil {
		d.Log.Warn("the index is not kept on disk: the program cannot read itself", "error", err)
		return Build(ctx, base)
	}
	path := filepath.Join(d.Dir, key)
	ix, err := fromDisk(path, base)
	switch {
	case err == nil:
		now := time.Now()
		_ = os.Chtimes(path, now, now) // only says which ones are used
		return ix, nil
	case !errors.Is(err, fs.ErrNotExist):
		d.Log.Warn("the index on disk is not fit for use and is built anew", "path", path, "error", err)
	}
	if ix, err = Build(ctx, base); err != nil {
		return nil, err
	}
	if err := d.save(path, ix); err != nil {
		d.Log.Warn("the index is not kept on disk", "path", path, "error", err)
		return ix, nil
	}
	d.clean(path)
	lists, err := openLists(path, len(base.Facts))
	if err != nil {
		d.Log.Warn("the index on disk cannot be used", "path", path, "error", err)
		return ix, nil
	}
	inMemory := ix.postings // nobody reads them yet
	ix.postings = postings{}
	ix.postings.add(lists, lists.docs)
	return ix, inMemory.close()
}

// diskKey names an index by all it depends on: what the folder holds, and the
// very program that made it. A program that reads words otherwise, by a line of
// code or a word in a list, must not take it for its own.
func diskKey(version string) (string, error) {
	program, err := programSum()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s", diskFormat, program, version))
	return hex.EncodeToString(sum[:diskKeySize]), nil
}

const diskKeySize = 16

// programSum is the sum of the program's file.
var programSum = sync.OnceValues(func() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
})

// save puts a new index where path says.
func (d Disk) save(path string, ix *Index) error {
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(d.Dir, making)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp) // gone already where all went well
	if err := ix.toDisk(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err == nil {
		return nil
	}
	// Something is there: a damaged index, or one that another process has just
	// made, which is as good.
	if ok, err := fromDisk(path, ix.base); err == nil {
		return ok.Close()
	}
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// clean removes what nobody has used for long. What goes wrong is no matter: it
// is tried again after the next build.
func (d Disk) clean(keep string) {
	entries, err := os.ReadDir(d.Dir)
	if err != nil {
		return
	}
	type used struct {
		path string
		at   time.Time
	}
	var others []used
	for _, e := range entries {
		info, err := e.Info()
		path := filepath.Join(d.Dir, e.Name())
		name, err2 := hex.DecodeString(e.Name())
		switch {
		case err != nil || !e.IsDir() || path == keep:
		case strings.HasPrefix(e.Name(), making) && time.Since(info.ModTime()) > 24*time.Hour:
			_ = os.RemoveAll(path)
		case err2 == nil && len(name) == diskKeySize:
			others = append(others, used{path, info.ModTime()})
		}
	}
	slices.SortFunc(others, func(a, b used) int { return b.at.Compare(a.at) })
	for i, o := range others {
		if i >= keptOnDisk-1 {
			_ = os.RemoveAll(o.path)
		}
	}
}

// diskMagic begins the file of facts.
const diskMagic = "sibaq index\n"

// toDisk writes an index that has one part, as Build makes it, into an empty
// folder.
func (ix *Index) toDisk(dir string) error {
	if len(ix.postings.parts) != 1 {
		return fmt.Errorf("an index of %d parts is not to be kept", len(ix.postings.parts))
	}
	low, err := ix.postings.parts[0].bleve.Advanced()
	if err != nil {
		return err
	}
	copier, ok := low.(bleveindex.CopyIndex)
	if !ok {
		return fmt.Errorf("bleve cannot copy a %T", low)
	}
	copied := filepath.Join(dir, bleveDir)
	if err := os.MkdirAll(filepath.Join(copied, "store"), 0o700); err != nil {
		return err
	}
	r := copier.CopyReader()
	err = errors.Join(r.CopyTo(bleve.FileSystemDirectory(copied)), r.CloseCopyReader())
	if err != nil {
		return err
	}
	// bleve copies this file too where an index lies on disk already.
	if err := os.WriteFile(filepath.Join(copied, "index_meta.json"), []byte(`{"storage":"scorch","index_type":"scorch"}`), 0o600); err != nil {
		return err
	}
	sums, err := sumsOf(copied)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, factsFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(ix.write(f, sums), f.Close())
}

func (ix *Index) write(to io.Writer, sums string) error {
	w := newWriter(to)
	magic := diskMagic
	w.text(&magic)
	w.text(&sums)
	ix.carry(w)
	w.u8s(&[]uint8{}) // writes what waits
	sum := w.sum.Sum32()
	if w.err == nil {
		_, w.err = to.Write(binary.LittleEndian.AppendUint32(nil, sum))
	}
	return w.err
}

// sumsOf lists the files below dir with their sums.
func sumsOf(dir string) (string, error) {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sum := crc32.New(castagnoli)
		n, err := io.Copy(sum, f)
		name, _ := filepath.Rel(dir, path)
		fmt.Fprintf(&b, "%08x %d %s\n", sum.Sum32(), n, filepath.ToSlash(name))
		return err
	})
	return b.String(), err
}

// fromDisk opens the index that lies at path.
func fromDisk(path string, base *knowledge.Base) (*Index, error) {
	f, err := os.Open(filepath.Join(path, factsFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	ix, sums, err := readIndex(bufio.NewReaderSize(f, 1<<20), info.Size(), base)
	if err != nil {
		return nil, err
	}
	copied := filepath.Join(path, bleveDir)
	if now, err := sumsOf(copied); err != nil || now != sums {
		return nil, errors.Join(errDamaged, err)
	}
	p, err := openLists(path, len(base.Facts))
	if err != nil {
		return nil, err
	}
	ix.postings.add(p, p.docs)
	return ix, nil
}

// openLists opens what bleve has in the index that lies at path, a document for
// each of so many facts.
func openLists(path string, facts int) (*part, error) {
	b, err := bleve.OpenUsing(filepath.Join(path, bleveDir), map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("open bleve: %w", err)
	}
	p, err := openPart(b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if len(p.docs) != facts || !below(p.docs, facts) {
		return nil, errors.Join(errDamaged, p.close())
	}
	return p, nil
}

// readIndex reads what write wrote, postings aside.
func readIndex(from io.Reader, size int64, base *knowledge.Base) (ix *Index, sums string, err error) {
	const sumSize = 4
	r := newReader(from, size-sumSize)
	var magic string
	r.text(&magic)
	if r.err != nil || magic != diskMagic {
		return nil, "", errDamaged
	}
	r.text(&sums)
	ix = newIndex(base)
	ix.linker = newLinker(base)
	ix.linker.outside.vocab = &ix.vocab.words
	ix.carry(r)
	var nothing []uint8
	r.u8s(&nothing)
	sum := r.sum.Sum32()
	var written [sumSize]byte
	if r.err == nil && r.left == 0 {
		_, r.err = io.ReadFull(from, written[:])
	}
	if r.err != nil || r.left != 0 || binary.LittleEndian.Uint32(written[:]) != sum || !ix.sound() {
		return nil, "", errDamaged
	}
	ix.vocab.reindex()
	if len(ix.vocab.gramIDs.grams) != len(ix.vocab.gramFacts) {
		return nil, "", errDamaged // a gram twice
	}
	ix.linker.outside.others.reindex()
	ix.forQuestions()
	ix.store.number(base.Facts)
	for _, f := range base.Facts {
		ix.asked.add(f)
	}
	ix.asked.read(ix)
	if ix.vocab.words.len() != len(ix.vocab.stem) {
		return nil, "", errDamaged // the questions of facts have words that it does not know
	}
	ix.asked.stem(ix.vocab)
	ix.vocab.facts = len(base.Facts)
	ix.asked.inform(ix.vocab)
	ix.linker.listFacts()
	ix.vocab.finish(len(base.Facts))
	return ix, sums, nil
}
