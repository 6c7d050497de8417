package repo_test

import (
	"fmt"
	"os"
	"testing"

	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// shipped is a copy of the shipped folder with a history.
func shipped(b *testing.B) *repo.Repo {
	dir := b.TempDir()
	if err := os.CopyFS(dir, knowledge.Shipped()); err != nil {
		b.Fatal(err)
	}
	r, err := repo.Open(dir, repo.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkPropose is what a moderator waits for a preview of the shipped folder.
func BenchmarkPropose(b *testing.B) {
	r := shipped(b)
	for i := 0; b.Loop(); i++ {
		if _, err := r.Propose(b.Context(), edited(i)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkChange is a preview and its confirmation.
func BenchmarkChange(b *testing.B) {
	r := shipped(b)
	for i := 0; b.Loop(); i++ {
		p, err := r.Propose(b.Context(), edited(i))
		if err == nil {
			_, err = r.Commit(b.Context(), p)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func edited(i int) repo.Edit {
	return repo.Edit{Files: map[string][]byte{"lions.md": fmt.Appendf(nil, "- Lions eat meat, says book %d.\n", i)}, Author: anna}
}
