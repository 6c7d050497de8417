package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/index/bench"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

func (a *app) benchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench [flags]",
		Short: a.words.ProgramBench(),
		Long:  a.words.ProgramBenchLong(),
		Example: `  sibaq bench
  sibaq bench --facts 100000
  sibaq bench --facts 1000000 --index-dir ./index
  sibaq bench --knowledge ./knowledge`,
		Args: a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.bench(cmd.Context()) },
	}
	a.define(cmd.Flags(), "facts")
	return cmd
}

const (
	benchQuestions = 2000
	benchReloads   = 5
	benchRounds    = 5
)

// bench measures one folder: the one that --knowledge names, else one made of
// so many facts.
func (a *app) bench(ctx context.Context) error {
	var fsys fs.FS = bench.Folder(a.settings.facts)
	if a.settings.knowledge != "" {
		var err error
		if fsys, err = a.folder(); err != nil {
			return err
		}
	}
	folder := &bench.Edited{FS: fsys}
	loader := knowledge.NewLoader()
	load := func(context.Context) (*knowledge.Base, error) {
		base, err := loader.Load(folder)
		return base, a.readable(err)
	}
	start := time.Now()
	base, err := load(ctx)
	if err != nil {
		return err
	}
	reading, facts := time.Since(start), bench.Heap()
	start = time.Now()
	ix, err := a.opener(slog.New(a.logHandler()))(ctx, base)
	if err != nil {
		return err
	}
	building, peak, both := time.Since(start), bench.Peak(), bench.Heap()
	r := say.BenchReport{Facts: len(base.Facts), Files: len(base.Files), Processors: runtime.GOMAXPROCS(0),
		Reading: reading, Building: building, FactsHeap: facts, IndexHeap: both - min(facts, both), Peak: peak}
	err = a.benchAnswers(ctx, &r, ix)
	if cerr := ix.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = a.benchReloads(ctx, &r, folder, base, load)
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(a.words.Bench(r)) {
		fmt.Fprintln(a.stdout, a.line(strings.TrimSuffix(line, "\n")))
	}
	return nil
}

// benchAnswers asks one question after another, and as many at a time as there
// are processors.
func (a *app) benchAnswers(ctx context.Context, r *say.BenchReport, ix *index.Index) error {
	questions := bench.Questions(ix.Base(), benchQuestions)
	plain, err := bench.NewPlain(ix.Base())
	if err != nil {
		return err
	}
	defer plain.Close()
	whole := func(q string) error {
		answer, err := ix.Answer(ctx, index.Question{Text: q})
		if err == nil {
			say.Style{}.Answer(answer)
		}
		return err
	}
	figures, err := bench.Sequence(questions, whole, plain.Ask)
	if err != nil {
		return err
	}
	r.Questions = len(questions)
	r.Whole, r.Plain = say.BenchFigures(figures[0]), say.BenchFigures(figures[1])
	r.PerSecond, err = bench.Throughput(questions, benchRounds, whole)
	return err
}

// benchReloads edits a file again and again: first while nobody asks, then while
// one asks without end.
func (a *app) benchReloads(ctx context.Context, r *say.BenchReport, folder *bench.Edited, base *knowledge.Base, load index.Loader) error {
	name := base.Facts[len(base.Facts)/2].File
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	var guarding time.Duration
	guard := func(ctx context.Context, ix *index.Index) error {
		start := time.Now()
		defer func() { guarding = time.Since(start) }()
		return eval.Guard()(ctx, ix)
	}
	live, err := index.NewLive(ctx, load, guard)
	if err != nil {
		return err
	}
	defer live.Close()
	edits := 0
	reload := func() (time.Duration, error) {
		edits++
		folder.Edit(name, append(bytes.Clone(data), fmt.Sprintf("\n\nسطر جديد رقمه %d.\n", edits)...))
		start := time.Now()
		_, err := live.Reload(ctx)
		return time.Since(start), err
	}
	var took, guarded []time.Duration
	for range benchReloads {
		t, err := reload()
		if err != nil {
			return err
		}
		took, guarded = append(took, t), append(guarded, guarding)
	}
	slices.Sort(took)
	slices.Sort(guarded)
	r.Reload, r.Guard = took[len(took)/2], guarded[len(guarded)/2]

	questions := bench.Questions(base, benchQuestions)
	ask := func(q string) error {
		_, err := live.Answer(ctx, index.Question{Text: q})
		return err
	}
	quiet, err := bench.Sequence(questions, ask)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	reloading := make(chan error, 1)
	go func() {
		var err error
		for err == nil && ctx.Err() == nil {
			_, err = reload()
		}
		if ctx.Err() != nil {
			err = nil
		}
		reloading <- err
	}()
	busy, err := bench.Sequence(questions, func(q string) error {
		_, err := live.Answer(context.WithoutCancel(ctx), index.Question{Text: q})
		return err
	})
	stop()
	if rerr := <-reloading; err == nil {
		err = rerr
	}
	if err != nil {
		return err
	}
	r.Slower = float64(busy[0].P50) / float64(max(1, quiet[0].P50))
	return nil
}
