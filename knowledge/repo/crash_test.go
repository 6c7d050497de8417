package repo_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sibaq/knowledge/repo"
)

// TestMain lets a test start this binary as a process that changes a folder.
func TestMain(m *testing.M) {
	if dir := os.Getenv("REPO_CHANGE"); dir != "" {
		os.Exit(change(dir))
	}
	os.Exit(m.Run())
}

// change makes the change of the crash tests, and dies at the step of that
// number, or waits there for standard input to end.
func change(dir string) int {
	stop, err := strconv.Atoi(os.Getenv("REPO_STOP"))
	if err != nil {
		panic(err)
	}
	n := 0
	r, err := repo.Open(dir, repo.Options{}.At(func(step string) error {
		if n++; n != stop {
			return nil
		}
		fmt.Println(step)
		if os.Getenv("REPO_WAIT") != "" {
			io.Copy(io.Discard, os.Stdin)
			return nil
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			panic(err)
		}
		select {}
	}))
	if err == nil {
		var p *repo.Proposal
		if p, err = r.Propose(context.Background(), repo.Edit{Files: wanted(), Author: anna, Reason: "the change"}); err == nil {
			_, err = r.Commit(context.Background(), p)
		}
	}
	if err != nil && !errors.Is(err, repo.ErrProblems) { // there is nothing to remove: a process that crashed had made the change
		fmt.Println(err)
		return 1
	}
	return 0
}

// before is a folder with a change by hand that nobody has committed.
func before(t *testing.T) (dir string, files map[string]string) {
	t.Helper()
	dir = folder(t, map[string]string{"a.txt": lions, "old/gone.txt": "Cats purr.\n", "hand.txt": "Birds sing.\n"})
	open(t, dir)
	put(t, dir, map[string]string{"hand.txt": "Birds sing loudly.\n"})
	return dir, onDisk(t, dir)
}

// wanted changes a file, adds one in a new folder and removes the last of
// another.
func wanted() map[string][]byte {
	return map[string][]byte{"a.txt": []byte("Lions roar.\n"), "new/deep/b.txt": []byte("Dogs bark.\n"), "old/gone.txt": nil}
}

func after(files map[string]string) map[string]string {
	files = maps.Clone(files)
	for name, data := range wanted() {
		if files[name] = string(data); data == nil {
			delete(files, name)
		}
	}
	return files
}

// whole checks that a folder is as before the change or as after it, in its
// files and its history alike, with nothing left over, and returns which.
func whole(t *testing.T, dir string, was map[string]string) (done bool) {
	t.Helper()
	r := open(t, dir)
	history, err := r.History(t.Context(), "", 10)
	must(t, err)
	want := was
	if done = history[0].Reason == "the change"; done {
		want = after(was)
		if len(history) != 3 || history[1].Kind != repo.ByHand || history[2].Kind != repo.ByHand {
			t.Errorf("history: %+v", history)
		}
	} else if len(history) != 1 {
		t.Errorf("history: %+v", history)
	}
	if got := onDisk(t, dir); !reflect.DeepEqual(got, want) {
		t.Errorf("done: %t, on disk: %q", done, got)
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); done != (err == nil) {
		t.Errorf("done: %t, the new folder: %v", done, err)
	}
	must(t, filepath.WalkDir(filepath.Join(dir, ".git"), func(name string, d os.DirEntry, err error) error {
		if strings.HasSuffix(name, ".lock") && d.Name() != "sibaq.lock" || strings.Contains(name, "sibaq-journal") {
			t.Errorf("%s is left over", name)
		}
		return err
	}))
	files, err := r.Files(t.Context())
	must(t, err)
	for _, f := range files {
		if f.Saved != (done || f.Path != "hand.txt") {
			t.Errorf("done: %t, %+v", done, f)
		}
	}
	if _, err := exec.LookPath("git"); err == nil {
		git(t, dir, "fsck", "--strict")
		if s := git(t, dir, "status", "--porcelain"); (s == "") != done {
			t.Errorf("done: %t, git finds changes:\n%s", done, s)
		}
	}
	commit(t, r, map[string][]byte{"next.txt": []byte("Fish swim.\n")}, "")
	return done
}

// child runs change in a process of its own.
func child(t *testing.T, dir string, stop int) (step string, killed bool) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), "REPO_CHANGE="+dir, "REPO_STOP="+strconv.Itoa(stop))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() >= 0) {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return strings.TrimSpace(out.String()), err != nil
}

// steps are those of the change, in order.
func steps(t *testing.T) (names []string) {
	t.Helper()
	dir, was := before(t)
	r, err := repo.Open(dir, repo.Options{Now: clock()}.At(func(step string) error { names = append(names, step); return nil }))
	must(t, err)
	commit(t, r, wanted(), "the change")
	if !whole(t, dir, was) || len(names) < 15 {
		t.Fatalf("the change has the steps %q", names)
	}
	return names
}

// made reports whether a change that stopped at a step is made: from the moment
// when the branch has moved.
func made(step string) bool { return step == "branch" || step == "index" || step == "done" }

// TestKilledAtEveryStep: wherever the process dies, the next one finds the
// change made or not made, never half of it.
func TestKilledAtEveryStep(t *testing.T) {
	for i, step := range steps(t) {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir, was := before(t)
			if at, killed := child(t, dir, i+1); !killed || at != step {
				t.Fatalf("killed: %t, at %q", killed, at)
			}
			if done := whole(t, dir, was); done != made(step) {
				t.Errorf("the change is made: %t", done)
			}
		})
	}
}

// TestKilledWhileMending: the same where the process that finishes or undoes
// what a crash left dies as well.
func TestKilledWhileMending(t *testing.T) {
	all := steps(t)
	for first, mending := range map[string][]string{
		"files":  {"back 3", "back 2", "back 1", "done"},
		"branch": {"index", "done"},
	} {
		for i, step := range mending {
			t.Run(first+" and "+step, func(t *testing.T) {
				t.Parallel()
				dir, was := before(t)
				child(t, dir, slices.Index(all, first)+1)
				if at, killed := child(t, dir, i+1); !killed || at != step {
					t.Fatalf("killed: %t, at %q", killed, at)
				}
				if done := whole(t, dir, was); done != made(first) {
					t.Errorf("the change is made: %t", done)
				}
			})
		}
	}
}

// TestDiskFails: an error at any step, whether it passes or lasts, leaves all as
// it was for the next process, whose change goes well.
func TestDiskFails(t *testing.T) {
	full := &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	for i, step := range steps(t) {
		for _, lasting := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s lasting=%t", step, lasting), func(t *testing.T) {
				t.Parallel()
				dir, was := before(t)
				n := 0
				r, err := repo.Open(dir, repo.Options{Now: clock()}.At(func(string) error {
					if n++; n == i+1 || lasting && n > i {
						return full
					}
					return nil
				}))
				must(t, err)
				p := propose(t, r, wanted(), "the change")
				_, err = r.Commit(t.Context(), p)
				var told *repo.Error
				switch {
				case made(step):
					must(t, err)
				case !errors.As(err, &told) || !errors.Is(err, syscall.ENOSPC):
					t.Errorf("the error is %v", err)
				case !lasting && !reflect.DeepEqual(onDisk(t, dir), was):
					t.Errorf("on disk at once: %q", onDisk(t, dir))
				}
				if done := whole(t, dir, was); done != made(step) {
					t.Errorf("the change is made: %t", done)
				}
			})
		}
	}
}

// TestAnotherProcessWrites: who comes meanwhile waits, or is told.
func TestAnotherProcessWrites(t *testing.T) {
	dir, was := before(t)
	r := open(t, dir)
	p := propose(t, r, map[string][]byte{"mine.txt": []byte("Fish swim.\n")}, "")
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), "REPO_CHANGE="+dir, "REPO_STOP=1", "REPO_WAIT=1")
	stdin, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := r.Commit(short, p); !errors.Is(err, repo.ErrBusy) {
		t.Errorf("while another process writes: %v", err)
	}
	if _, err := r.Files(short); err == nil {
		t.Error("it reads while another process writes")
	}
	waiting := make(chan error)
	go func() {
		_, err := r.Commit(t.Context(), p)
		waiting <- err
	}()
	must(t, stdin.Close())
	must(t, cmd.Wait())
	if err := <-waiting; !errors.Is(err, repo.ErrChanged) {
		t.Errorf("after another process has written: %v", err)
	}
	if !whole(t, dir, was) {
		t.Error("the other process has not written")
	}
}
