package index_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/index/bench"
	"sibaq/knowledge"
)

// copyOf reads a folder into memory, where it can be edited.
func copyOf(t testing.TB, fsys fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// edits are what people do to a folder. Each changes files and says what it did.
var edits = []func(rng *rand.Rand, files fstest.MapFS) string{
	func(rng *rand.Rand, files fstest.MapFS) string { // add a fact
		name := anyFile(rng, files)
		files[name] = &fstest.MapFile{Data: append(bytes.Clone(files[name].Data), fmt.Sprintf("\n\nأعلنت Kling خبرا جديدا رقمه %d في شنغهاي.\n", rng.IntN(1e6))...)}
		return "a fact more in " + name
	},
	func(rng *rand.Rand, files fstest.MapFS) string { // leave one out
		name := anyFile(rng, files)
		lines := bytes.Split(files[name].Data, []byte("\n"))
		for range 50 {
			if n := rng.IntN(len(lines)); bytes.HasPrefix(lines[n], []byte("- ")) {
				end := n + 1
				for end < len(lines) && bytes.HasPrefix(lines[end], []byte("  ")) {
					end++
				}
				lines = slices.Delete(lines, n, end)
				break
			}
		}
		files[name] = &fstest.MapFile{Data: bytes.Join(lines, []byte("\n"))}
		return "a fact less in " + name
	},
	func(rng *rand.Rand, files fstest.MapFS) string {
		name := anyFile(rng, files)
		data := files[name].Data
		delete(files, name)
		files["moved/"+name] = &fstest.MapFile{Data: data}
		return name + " moved"
	},
	func(rng *rand.Rand, files fstest.MapFS) string {
		name := anyFile(rng, files)
		delete(files, name)
		return name + " removed"
	},
	func(rng *rand.Rand, files fstest.MapFS) string { // a name more, of which facts of other files speak
		n := rng.IntN(5) // the same again is no name more, but another entity
		name := fmt.Sprintf("entities/more%d.md", n)
		word := []string{"الرقائق", "معالجات", "النموذج", "التدريب", "chips"}[n]
		files[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\nentities:\n  - name: Entity %d\n    aliases: [%s]\n---\n\nشيء عن هذا.\n", rng.IntN(1e6), word)}
		return word + " is a name"
	},
	func(rng *rand.Rand, files fstest.MapFS) string {
		name := fmt.Sprintf("new%d.md", rng.IntN(1e6))
		files[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "# رقائق الجيل %d\n\n- شريحة Ascend 910B تعمل بسرعة %d.\n- word%d is a word of its own.\n", rng.IntN(9), rng.IntN(999), rng.IntN(999))}
		return name + " is new"
	},
}

func anyFile(rng *rand.Rand, files fstest.MapFS) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".md") && !strings.HasPrefix(name, "entities/") && !strings.HasPrefix(name, "moved/") {
			names = append(names, name)
		}
	}
	return names[rng.IntN(len(names))]
}

// An index that was rebuilt from the one before answers as one built from
// nothing, whatever was edited, and however often.
func TestRebuildAnswersAsBuild(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	files := copyOf(t, knowledge.Shipped())
	addFolder := func(under string, facts int) {
		for name, f := range copyOf(t, bench.Folder(facts)) {
			if !strings.HasPrefix(name, "entities/") {
				files[under+name] = f
			}
		}
	}
	addFolder("more/", 500)
	loader := knowledge.NewLoader()
	load := func() *knowledge.Base {
		base, err := loader.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		return base
	}
	base := load()
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	questions := append(bench.Questions(base, 40), "ما أقصى مدة لفيديو Kling؟", "كم ذاكرة Ascend 910B", "word7", "شنغهاي", "خبر", "Entity", "who made the chips?")
	always := 0.0
	for round := range 10 {
		var did []string
		if round == 3 { // so many that bleve gets them as a part that stays
			addFolder("many/", 1200)
		}
		for range 1 + rng.IntN(3) {
			did = append(did, edits[rng.IntN(len(edits))](rng, files))
		}
		base = load()
		next, err := ix.Rebuild(t.Context(), base)
		if err != nil {
			t.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
		ix = next
		fresh, err := index.Build(t.Context(), base)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions {
			got := shown(t, ix, index.Question{Text: q, Limit: 10, MinConfidence: &always})
			want := shown(t, fresh, index.Question{Text: q, Limit: 10, MinConfidence: &always})
			if got != want {
				t.Fatalf("round %d, after %q: %s\nrebuilt\n%s\nbuilt\n%s", round, did, q, got, want)
			}
		}
		if err := fresh.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
}

// shown is everything about an answer, to the last digit.
func shown(t *testing.T, ix *index.Index, q index.Question) string {
	t.Helper()
	a, err := ix.Answer(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, a.Confidence, a.Suggestions)
	for _, e := range a.Entities {
		fmt.Fprintln(&b, e.Name)
	}
	for _, h := range append(a.Facts, a.Related...) {
		fmt.Fprintln(&b, h.Score, h.Passage.File, h.Passage.Line, h.Passage.Text)
	}
	return b.String()
}

// While a folder is edited and read again and again, no question is lost, and
// each is answered from one reading as a whole.
func TestReloadsLoseNothing(t *testing.T) {
	folder := &bench.Edited{FS: bench.Folder(1400)}
	const name = "d00000/f0000002.md"
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	loader := knowledge.NewLoader()
	live, err := index.NewLive(t.Context(), func(context.Context) (*knowledge.Base, error) { return loader.Load(folder) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	lasting := live.Base().Facts[500]
	always := 0.0
	stop := make(chan struct{})
	var askers sync.WaitGroup
	var asked atomic.Int64
	for range 3 {
		askers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a, err := live.Answer(t.Context(), index.Question{Text: lasting.Text, MinConfidence: &always})
				if err != nil || len(a.Facts) == 0 || a.Facts[0].Fact.ID != lasting.ID {
					t.Errorf("%d facts for the text of one, %v", len(a.Facts), err)
					return
				}
				asked.Add(1)
			}
		})
	}
	rounds := []string{"heliotrope", "bergamot", "quagmire", "zeppelin", "marzipan", "obelisk", "velociraptor", "juniper"}
	for round, word := range rounds {
		folder.Edit(name, append(bytes.Clone(data), fmt.Sprintf("\n\nThe %s is the word of this round.\n", word)...))
		before := asked.Load()
		for asked.Load() == before && !t.Failed() { // questions go on between any two readings
			live.Version()
		}
		c, err := live.Reload(t.Context())
		if err != nil || !slices.Equal(c.FilesChanged, []string{name}) || c.Added+c.Changed != 1 {
			t.Fatalf("round %d: %+v, %v", round, c, err)
		}
		a, err := live.Answer(t.Context(), index.Question{Text: word, MinConfidence: &always})
		if err != nil || len(a.Facts) == 0 || !strings.Contains(a.Facts[0].Passage.Text, "this round") {
			t.Fatalf("round %d: the new fact is not found: %+v, %v", round, a, err)
		}
		if round == 0 {
			continue
		}
		if a, err = live.Answer(t.Context(), index.Question{Text: rounds[round-1], MinConfidence: &always}); err != nil || len(a.Facts) > 0 && strings.Contains(a.Facts[0].Passage.Text, rounds[round-1]) {
			t.Fatalf("round %d: the fact before is still there: %+v, %v", round, a, err)
		}
	}
	close(stop)
	askers.Wait()
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
}
