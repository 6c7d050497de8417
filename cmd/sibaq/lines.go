package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"runtime"
)

// maxLine is how long a line of the input may be, in bytes.
const maxLine = 1 << 20

// answerLine turns one line of input into what is printed for it, and says
// whether anything was found. A failure is printed as an object with "error".
type answerLine func(ctx context.Context, n int, line []byte) (out any, found bool, err error)

// result is the output for one line of input.
type result struct {
	json       []byte
	found, bad bool
}

// jsonLines reads lines from standard input and prints an object for each, in
// the same order and as soon as it can: whoever writes a line and waits gets
// its answer. Lines are answered on all cores. A bad line, or one longer than
// maxLine, gives an object with "error", and the rest goes on.
//
// The error is nil when anything was found, errNothing when nothing was, and a
// failure when there were lines and none was right.
func (a *app) jsonLines(ctx context.Context, answer answerLine) error {
	// Each line has its place in the queue before it is answered; so results
	// are taken in the order of the input, whichever is ready first.
	queue := make(chan chan result, 4*runtime.GOMAXPROCS(0))
	var readError error // set before queue is closed
	go func() {         // ends with the input, which may outlast a cancelled ctx
		defer close(queue)
		readError = a.readLines(ctx, queue, answer)
	}()

	out := bufio.NewWriter(a.stdout)
	var found, good, bad bool
	for {
		var r result
		slot, more, err := next(ctx, queue, out)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if r, _, err = next(ctx, slot, out); err != nil {
			return err
		}
		found, good, bad = found || r.found, good || !r.bad, bad || r.bad
		if _, err := out.Write(r.json); err != nil {
			return err
		}
	}
	switch err := errors.Join(readError, out.Flush()); {
	case err != nil:
		return err
	case found:
		return nil
	case bad && !good:
		return &failure{text: a.words.NoGoodLine()}
	}
	return errNothing
}

// next receives from c. Where that means waiting, it first hands on what has
// been written so far.
func next[T any](ctx context.Context, c <-chan T, out *bufio.Writer) (v T, ok bool, err error) {
	select {
	case v, ok = <-c:
		return v, ok, nil
	default:
	}
	if err = out.Flush(); err != nil {
		return v, false, err
	}
	select {
	case v, ok = <-c:
		return v, ok, nil
	case <-ctx.Done():
		return v, false, ctx.Err()
	}
}

// readLines queues a slot for each line and answers as many at once as there
// are cores.
func (a *app) readLines(ctx context.Context, queue chan<- chan result, answer answerLine) error {
	in := bufio.NewReaderSize(a.stdin, 64<<10)
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	for n := 1; ; n++ {
		line, err := readLine(in)
		tooLong := errors.Is(err, errTooLong)
		switch {
		case err == io.EOF:
			return nil
		case err != nil && !tooLong:
			return &failure{a.words.CannotRead("stdin"), err}
		}
		slot := make(chan result, 1)
		select {
		case queue <- slot:
		case <-ctx.Done():
			return ctx.Err()
		}
		cores <- struct{}{}
		go func() {
			defer func() { <-cores }()
			var out any
			var found bool
			err := error(&failure{text: a.words.LineTooLong(n, maxLine)})
			if !tooLong {
				out, found, err = answer(ctx, n, line)
			}
			slot <- a.result(out, found, err)
		}()
	}
}

func (a *app) result(out any, found bool, err error) result {
	if err == nil {
		var line []byte
		if line, err = jsonLine(out); err == nil {
			return result{json: line, found: found}
		}
	}
	text := a.words.Broken() + ": " + err.Error()
	if f := (*failure)(nil); errors.As(err, &f) {
		text = f.text
	}
	line, _ := jsonLine(errorJSON{text}) // a struct of one string always encodes
	return result{json: line, bad: true}
}

var errTooLong = errors.New("line too long")

// readLine reads a line without its end. The rest of a line longer than
// maxLine is read over. The last line needs no end; io.EOF comes after it.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := in.ReadSlice('\n')
		if !tooLong {
			line = append(line, part...)
			if length := len(line); length > maxLine+1 || length == maxLine+1 && line[length-1] != '\n' {
				line, tooLong = nil, true
			}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) == 0 && !tooLong:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case tooLong:
			return nil, errTooLong
		}
		if len(line) > 0 && line[len(line)-1] == '\n' {
			line = line[:len(line)-1]
		}
		return line, nil
	}
}

// decode reads a JSON object that has the keys in needs as non-null values of
// the right type into in.
func (a *app) decode(n int, line []byte, in any, needs ...string) error {
	var keys map[string]json.RawMessage
	if json.Unmarshal(line, &keys) != nil || json.Unmarshal(line, in) != nil {
		return &failure{text: a.words.BadLine(n, needs)}
	}
	for _, key := range needs {
		if v, ok := keys[key]; !ok || string(v) == "null" {
			return &failure{text: a.words.BadLine(n, needs)}
		}
	}
	return nil
}
