package eval

import (
	"context"
	"fmt"
	"strings"

	"sibaq/index"
	"sibaq/knowledge"
)

// Guard keeps an index from serving that fails the questions of its folder.
// Every question of a folder's own file must go right; of the shipped
// questions, as far as they fit the folder, the floors must be reached. The
// error holds what failed, as [knowledge.Problems].
func Guard() index.Guard {
	return func(ctx context.Context, ix *index.Index) error {
		qs, own, err := Questions(ctx, ix)
		if err != nil {
			return err
		}
		return hold(ctx, ix, qs, own)
	}
}

// Hold asks the questions of a file such as [OwnFile] of ix, and fails as Guard
// does where one of them goes wrong.
func Hold(ctx context.Context, ix *index.Index, file []byte) error {
	qs, err := Parse(OwnFile, file)
	if err != nil {
		return err
	}
	return hold(ctx, ix, qs, true)
}

func hold(ctx context.Context, ix *index.Index, qs []Question, own bool) error {
	if len(qs) == 0 {
		return nil
	}
	f, err := Run(ctx, ix, qs)
	if err != nil {
		return err
	}
	if ps := f.Problems(own); len(ps) > 0 {
		return ps
	}
	return nil
}

// Problems tells a person what keeps these figures from serving: every wrong
// question of a folder's own, or, of the shipped ones, the floor that was
// missed and the questions that went wrong. It is empty where nothing does.
func (f Figures) Problems(own bool) knowledge.Problems {
	var ps knowledge.Problems
	if !own {
		if f.Reached() {
			return nil
		}
		ps = append(ps, f.missed())
	}
	for _, r := range f.Wrong() {
		ps = append(ps, r.problem(own))
	}
	return ps
}

// missed is the problem of floors that were not reached.
func (f Figures) missed() *knowledge.Problem {
	all := f.All()
	return &knowledge.Problem{
		What: knowledge.Label{
			Ar: fmt.Sprintf("جاءت الحقيقة الصحيحة أولًا في %s من أسئلة الاختبار (المطلوب %s)، وبقي بلا جواب %s مما يجب ألا يُجاب (المطلوب %s)",
				percent(all.FirstShare()), percent(FloorFirst), percent(all.SilentShare()), percent(FloorSilent)),
			En: fmt.Sprintf("the right fact came first for %s of the test questions (%s needed), and %s of those that must not be answered were not (%s needed)",
				percent(all.FirstShare()), percent(FloorFirst), percent(all.SilentShare()), percent(FloorSilent)),
		},
		Fix: knowledge.Label{
			Ar: "راجع آخر تعديل على الملفات، أو أضف إلى المجلد ملف questions.txt فيه أسئلته",
			En: "look at the last edit of the files, or give the folder a questions.txt with questions of its own",
		},
	}
}

// problem says what a question should have got and what it got instead.
func (r Result) problem(own bool) *knowledge.Problem {
	p := &knowledge.Problem{Severity: knowledge.Error}
	if own {
		p.File, p.Line = r.File, r.Line
	}
	if r.Expected == nil {
		p.What = knowledge.Label{
			Ar: fmt.Sprintf("السؤال «%s» يجب ألا يُجاب، فجاء: «%s» (%s)", r.Text, r.First.In(knowledge.Arabic).Text, where(r.First)),
			En: fmt.Sprintf("the question %q must not be answered, but this came: %q (%s)", r.Text, r.First.In(knowledge.English).Text, where(r.First)),
		}
		p.Fix = knowledge.Label{Ar: "إن كانت هذه الحقيقة جوابًا صحيحًا فاكتبها تحت السؤال بدل الشَرطة", En: "if that fact does answer it, write it under the question in place of the dash"}
		return p
	}
	want := strings.Join(r.Expected, " | ")
	switch {
	case r.Answered:
		p.What = knowledge.Label{
			Ar: fmt.Sprintf("السؤال «%s» ينتظر أولًا: «%s»، فجاء: «%s» (%s)", r.Text, want, r.First.In(knowledge.Arabic).Text, where(r.First)),
			En: fmt.Sprintf("the question %q expects %q first, but this came: %q (%s)", r.Text, want, r.First.In(knowledge.English).Text, where(r.First)),
		}
	default:
		p.What = knowledge.Label{
			Ar: fmt.Sprintf("السؤال «%s» ينتظر: «%s»، فلم يأت جواب", r.Text, want),
			En: fmt.Sprintf("the question %q expects %q, but no answer came", r.Text, want),
		}
	}
	p.Fix = knowledge.Label{
		Ar: "اجعل الحقيقة تذكر ما يسأل عنه السؤال بألفاظه، أو صحح السؤال",
		En: "let the fact name what the question asks for in its words, or correct the question",
	}
	return p
}

func where(f *knowledge.Fact) string { return fmt.Sprintf("%s:%d", f.File, f.Line) }
