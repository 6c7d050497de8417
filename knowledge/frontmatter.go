package knowledge

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	yamlast "github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
)

// frontMatter is what a file says of itself and later steps need.
type frontMatter struct {
	present bool
	source  []mark // footnotes of the facts that name none
	date    Date   // of the facts that have no other
}

// The keys that front matter and its entities know.
var (
	fileKeys   = []string{"title", "language", "reviewed", "source", "date", "draft", "entities"}
	entityKeys = []string{"name", "ar", "en", "zh", "type", "by", "aliases", "about"}
)

// readFrontMatter reads what stands between two lines of three hyphens at the
// very start. It gives the file's bytes with that blanked, so that offsets and
// lines stay what they are.
func (d *document) readFrontMatter() (src []byte, front frontMatter) {
	src = bytes.Clone(d.src)
	for i := range byteOrderMark(src) {
		src[i] = ' '
	}
	fence := func(i int) string { return string(bytes.TrimRight(d.lineAt(i), " \t")) }
	if strings.TrimPrefix(fence(0), "\ufeff") != "---" {
		return src, front
	}
	end := 1
	for end < len(d.starts) && fence(end) != "---" && fence(end) != "..." {
		end++
	}
	if end == len(d.starts) {
		// A line of hyphens alone is a rule in Markdown, unless keys follow it.
		if len(d.starts) > 1 && bytes.Contains(d.lineAt(1), []byte(":")) {
			d.add(openFrontMatter, 1)
		}
		return src, front
	}
	stop := d.starts[end] + len(d.lineAt(end))
	for i := range src[:stop] {
		if src[i] != '\n' && src[i] != '\r' {
			src[i] = ' '
		}
	}
	front.present = true
	if i := tooManyBrackets(d.src[:stop]); i >= 0 {
		d.add(tooDeep, d.line(i))
		return src, frontMatter{}
	}
	// The first line is left out but for its end, so that YAML counts lines as we do.
	text := strings.ReplaceAll("\n"+string(d.src[d.starts[1]:d.starts[end]]), "\r\n", "\n")
	file, err := yamlparser.ParseBytes([]byte(text), 0)
	if err != nil {
		// The error's own text repeats the lines around it, which takes long in
		// a long file and is of no use beside a line number.
		line, msg := 1, "YAML"
		if y := yaml.Error(nil); errors.As(err, &y) {
			msg = y.GetMessage()
			if t := y.GetToken(); t != nil && t.Position != nil {
				line = min(max(t.Position.Line, 1), end)
			}
		}
		d.add(badFrontMatter, line, msg)
		return src, frontMatter{} // what it would have asked of the facts is unknown
	}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == yamlast.CommentType {
			continue
		}
		entries, ok := mapping(doc.Body)
		if !ok {
			d.add(badFrontMatter, nodeLine(doc.Body), "no mapping")
			front.present = false
			continue
		}
		for _, e := range entries {
			d.fileEntry(e, &front)
		}
	}
	return src, front
}

// tooManyBrackets gives the offset at which brackets stand too deep within one
// another, or -1. The YAML parser takes quadratic time for those.
func tooManyBrackets(data []byte) int {
	depth := 0
	for i, b := range data {
		switch b {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth > maxDepth {
			return i
		}
	}
	return -1
}

// entry is one "key: value" of YAML.
type entry struct {
	key   string
	line  int
	value yamlast.Node
}

// mapping gives the entries of a YAML mapping.
func mapping(n yamlast.Node) ([]entry, bool) {
	var values []*yamlast.MappingValueNode
	switch n := n.(type) {
	case *yamlast.MappingNode:
		values = n.Values
	case *yamlast.MappingValueNode:
		values = append(values, n)
	default:
		return nil, false
	}
	var out []entry
	for _, v := range values {
		out = append(out, entry{strings.TrimSpace(v.Key.GetToken().Value), nodeLine(v.Key), v.Value})
	}
	return out, true
}

func nodeLine(n yamlast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

// scalar gives the text of a plain value, as it is written.
func scalar(n yamlast.Node) (string, bool) {
	switch n := n.(type) {
	case nil, *yamlast.NullNode:
		return "", true
	case *yamlast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *yamlast.LiteralNode:
		return even(n.Value.Value), true
	case *yamlast.IntegerNode, *yamlast.FloatNode, *yamlast.BoolNode, *yamlast.InfinityNode, *yamlast.NanNode:
		return strings.TrimSpace(n.GetToken().Value), true
	}
	return "", false
}

// list gives the texts of a list, or of one value that holds several. The
// Arabic comma parts them too: who types Arabic types it between brackets.
func list(n yamlast.Node) (out []string, ok bool) {
	nodes := []yamlast.Node{n}
	if seq, isList := n.(*yamlast.SequenceNode); isList {
		nodes = seq.Values
	}
	for _, n := range nodes {
		text, ok := scalar(n)
		if !ok {
			return nil, false
		}
		seps := "،"
		if len(nodes) == 1 {
			seps = "،,"
		}
		for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(seps, r) }) {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out, true
}

var (
	wantText  = Label{"نص في سطر واحد", "a text on one line"}
	wantNames = Label{"قائمة أسماء مثل [كلينغ, Kling AI]", "a list of names such as [Kling AI, كلينغ]"}
)

func (d *document) badValue(e entry, want Label) {
	d.add(badValue, e.line, e.key, want.Ar, want.En)
}

func (d *document) fileEntry(e entry, front *frontMatter) {
	if e.key == "entities" {
		d.readEntities(e)
		return
	}
	text, ok := scalar(e.value)
	if !ok && slices.Contains(fileKeys, e.key) && e.key != "source" {
		d.badValue(e, wantText)
		return
	}
	switch e.key {
	case "title":
		d.file.Title, d.file.TitleTwin = bilingual(text)
	case "language":
		switch lang := strings.ToLower(text); lang {
		case "ar", "عربي", "العربية", "arabic":
			d.file.Lang = Arabic
		case "en", "إنجليزي", "الإنجليزية", "english":
			d.file.Lang = English
		case "":
		default:
			d.badValue(e, Label{"ar أو en", "ar or en"})
		}
	case "reviewed":
		if text != "" {
			d.file.Reviewed = d.date(text, e.line)
		}
	case "date":
		if text != "" {
			front.date = d.date(text, e.line)
		}
	case "source":
		labels, ok := list(e.value)
		if !ok {
			d.badValue(e, Label{"اسم حاشية معرّفة في الملف، مثل mit", "the label of a footnote of this file, such as mit"})
			return
		}
		for _, l := range labels {
			front.source = append(front.source, mark{l, e.line})
		}
	case "draft":
		switch strings.ToLower(text) {
		case "true", "yes", "نعم":
			d.draft = true
		case "false", "no", "لا", "":
		default:
			d.badValue(e, Label{"true أو false", "true or false"})
		}
	default:
		d.unknownKey(e, fileKeys)
	}
}

func (d *document) unknownKey(e entry, known []string) {
	d.add(unknownKey, e.line, e.key, strings.Join(known, "، "), strings.Join(known, ", "))
}

func (d *document) readEntities(e entry) {
	nodes := []yamlast.Node{e.value}
	switch v := e.value.(type) {
	case nil, *yamlast.NullNode:
		return
	case *yamlast.SequenceNode:
		nodes = v.Values
	}
	for _, n := range nodes {
		entries, ok := mapping(n)
		if name, plain := scalar(n); !ok && plain && name != "" {
			// A bare name is an entity of which nothing more is said.
			d.entities = append(d.entities, &Entity{Name: name, File: d.file.Path, Line: nodeLine(n)})
			continue
		}
		if !ok {
			d.badValue(e, Label{"قائمة كيانات، لكل منها سطر «- name: الاسم»", "a list of entities, each with a line \"- name: NAME\""})
			continue
		}
		d.readEntity(entries, nodeLine(n))
	}
}

func (d *document) readEntity(entries []entry, line int) {
	en := &Entity{File: d.file.Path, Line: line}
	fields := map[string]*string{"name": &en.Name, "ar": &en.Ar, "en": &en.En, "zh": &en.Zh, "type": &en.Type, "by": &en.By}
	for _, e := range entries {
		ok := true
		switch {
		case fields[e.key] != nil:
			if *fields[e.key], ok = scalar(e.value); !ok {
				d.badValue(e, wantText)
			}
			if e.key == "name" {
				en.Line = e.line
			}
		case e.key == "aliases":
			if en.Aliases, ok = list(e.value); !ok {
				d.badValue(e, wantNames)
			}
		case e.key == "about":
			en.About = d.readAbout(e)
		default:
			d.unknownKey(e, entityKeys)
		}
	}
	if en.Name == "" {
		d.add(nameless, en.Line)
		return
	}
	d.entities = append(d.entities, en)
}

// readAbout reads a description: in both languages, or one text.
func (d *document) readAbout(e entry) (about Label) {
	if text, ok := scalar(e.value); ok {
		return label(text, scriptOf(text))
	}
	entries, ok := mapping(e.value)
	if !ok {
		d.badValue(e, Label{"{ar: وصف, en: description}", "{ar: وصف, en: description}"})
		return about
	}
	for _, sub := range entries {
		text, ok := scalar(sub.value)
		switch {
		case !ok:
			d.badValue(sub, wantText)
		case sub.key == "ar":
			about.Ar = text
		case sub.key == "en":
			about.En = text
		default:
			d.unknownKey(sub, []string{"ar", "en"})
		}
	}
	return about
}
