package edit

import (
	"errors"
	"strconv"

	"sibaq/knowledge"
)

// What can be wrong; each is under the [Error] that says it to the person.
var (
	ErrChanged = errors.New("the file is not the one that the fact was read from")
	ErrBroken  = errors.New("the file has errors")
	ErrInput   = errors.New("what was typed cannot be used")
	ErrForm    = errors.New("the fact is written in a form that cannot be changed safely")
)

// Error says why a file was not changed: to the person, with what to do next,
// and to the log.
type Error struct {
	Say  knowledge.Label
	Err  error
	File string // empty where only what was typed is wrong
	Line int    // 0 where no line is meant
}

func (e *Error) Error() string {
	where := e.File
	if e.Line > 0 {
		where += ":" + strconv.Itoa(e.Line)
	}
	if where != "" {
		where += ": "
	}
	return where + e.Err.Error() + " (" + e.Say.En + ")"
}

func (e *Error) Unwrap() error                   { return e.Err }
func (e *Error) Text(lang knowledge.Lang) string { return e.Say.In(lang) }

// input is the error of something typed.
func input(ar, en string) *Error {
	return &Error{Say: knowledge.Label{Ar: ar, En: en}, Err: ErrInput}
}

// at is the error of a place in a file.
func at(file string, line int, err error, ar, en string) *Error {
	where := file
	if line > 0 {
		where += ":" + strconv.Itoa(line)
	}
	return &Error{Say: knowledge.Label{Ar: where + ": " + ar, En: where + ": " + en}, Err: err, File: file, Line: line}
}

// problem is the error of a problem that the reader of files told of.
func problem(p *knowledge.Problem, file string, err error) *Error {
	say := knowledge.Label{Ar: p.What.Ar + "؛ " + p.Fix.Ar, En: p.What.En + "; " + p.Fix.En}
	if file == "" {
		return &Error{Say: say, Err: err}
	}
	return at(file, p.Line, err, say.Ar, say.En)
}
