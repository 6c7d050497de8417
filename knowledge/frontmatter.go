package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// front is what the YAML between the first two --- lines of a file says.
type front struct {
	present  bool
	title    string
	lang     Lang
	reviewed Date
	date     Date
	source   string
	draft    bool
	entities []*Entity
	end      int // offset at which the text after the front matter begins
}

type frontEntity struct {
	Name    string   `yaml:"name"`
	Ar      string   `yaml:"ar"`
	En      string   `yaml:"en"`
	Zh      string   `yaml:"zh"`
	Type    string   `yaml:"type"`
	By      string   `yaml:"by"`
	Aliases []string `yaml:"aliases"`
	About   struct {
		Ar string `yaml:"ar"`
		En string `yaml:"en"`
	} `yaml:"about"`
}

// parseFront reads a file's front matter. A file that does not begin with a
// line of three hyphens has none.
func parseFront(src *source, report func(line int, p *Problem)) front {
	var f front
	first := src.text(1)
	if strings.TrimRight(strings.TrimPrefix(first, "\ufeff"), " \t") != "---" {
		return f
	}
	last := 0
	for n := 2; n <= len(src.lines); n++ {
		if t := strings.TrimRight(src.text(n), " \t"); t == "---" || t == "..." {
			last = n
			break
		}
	}
	if last == 0 {
		if len(src.lines) > 1 && strings.Contains(src.text(2), ":") {
			report(1, problem(Error,
				"رأس الملف يبدأ بـ --- ولا ينتهي", "أضف سطرًا فيه --- وحدها بعد آخر سطر من الرأس",
				"the front matter begins with --- but never ends", "add a line with --- alone after its last line"))
			f.present, f.end = true, len(src.data)
		}
		return f
	}
	f.present = true
	f.end = len(src.data)
	if last < len(src.lines) {
		f.end = src.lines[last]
	}
	body := src.data[src.lines[1]:src.lines[last-1]]
	if len(bytes.TrimSpace(body)) == 0 {
		return f
	}
	file, err := parser.ParseBytes(body, 0)
	if err != nil {
		line, msg := yamlError(err)
		report(line+1, problem(Error,
			"رأس الملف ليس YAML صحيحًا: "+msg, "ضع القيمة التي فيها نقطتان أو رمز خاص بين علامتي اقتباس، مثل title: \"العنوان: تتمة\"، وحاذِ الأسطر بالمسافات لا بعلامات الجدولة",
			"the front matter is not valid YAML: "+msg, "put a value that holds a colon or a special sign between quotation marks, as in title: \"One: two\", and indent with spaces, not tabs"))
		return f
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return f
	}
	pairs, ok := mapping(file.Docs[0].Body)
	if !ok {
		report(2, problem(Error,
			"رأس الملف ليس قائمة من «مفتاح: قيمة»", "اكتب كل معلومة في سطر هكذا: title: العنوان",
			"the front matter is not a list of \"key: value\"", "write each thing on a line of its own, as in title: The title"))
		return f
	}
	for _, pair := range pairs {
		line := 1 + nodeLine(pair.Key)
		fail := func(p *Problem) { report(line, p) }
		key := pair.Key.GetToken().Value
		switch key {
		case "title":
			f.title = scalar(pair.Value)
		case "language", "lang":
			switch v := strings.ToLower(scalar(pair.Value)); v {
			case "ar", "arabic", "العربية":
				f.lang = Arabic
			case "en", "english", "الإنجليزية":
				f.lang = English
			default:
				fail(problem(Error, "لغة غير معروفة «"+v+"»", "اكتب ar أو en", "the language \""+v+"\" is not known", "write ar or en"))
			}
		case "reviewed", "date":
			d, err := ParseDate(scalar(pair.Value))
			if err != nil {
				fail(badDate(scalar(pair.Value)))
			} else if key == "date" {
				f.date = d
			} else {
				f.reviewed = d
			}
		case "source":
			f.source = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(scalar(pair.Value), "["), "^"), "]")
		case "draft":
			f.draft = scalar(pair.Value) == "true"
		case "entities":
			f.entities = parseEntities(src, pair.Value, report)
		default:
			fail(problem(Warning,
				"مفتاح غير معروف في رأس الملف: "+key, "المفاتيح المعروفة: title, language, reviewed, source, date, draft, entities",
				"the front matter has an unknown key: "+key, "the known ones are title, language, reviewed, source, date, draft, entities"))
		}
	}
	return f
}

func parseEntities(src *source, node ast.Node, report func(int, *Problem)) []*Entity {
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		if _, null := node.(*ast.NullNode); !null {
			report(1+nodeLine(node), problem(Error,
				"entities ليست قائمة", "ابدأ كل كيان بسطر هكذا: - name: الاسم",
				"entities is not a list", "begin each entity with a line such as - name: NAME"))
		}
		return nil
	}
	var out []*Entity
	for _, v := range seq.Values {
		line := 1 + nodeLine(v)
		var e frontEntity
		if err := yaml.NodeToValue(v, &e, yaml.Strict()); err != nil {
			at, msg := yamlError(err)
			if at == 0 {
				at = line - 1
			}
			report(at+1, problem(Error,
				"كيان لا يُفهم: "+msg, "مفاتيح الكيان: name, ar, en, zh, type, by, aliases, about {ar, en}",
				"an entity cannot be understood: "+msg, "an entity has the keys name, ar, en, zh, type, by, aliases, about {ar, en}"))
			continue
		}
		if strings.TrimSpace(e.Name) == "" {
			report(line, problem(Error,
				"كيان بلا اسم", "أضف name: مع الاسم الأساسي للكيان",
				"an entity has no name", "add name: with the entity's main name"))
			continue
		}
		out = append(out, &Entity{
			Name: e.Name, Ar: e.Ar, En: e.En, Zh: e.Zh, Type: e.Type, By: e.By, Aliases: e.Aliases,
			About: Label{Ar: e.About.Ar, En: e.About.En}, File: src.path, Line: line,
		})
	}
	return out
}

// mapping gives the pairs of a YAML mapping; a mapping of one pair has a node
// type of its own.
func mapping(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func nodeLine(n ast.Node) int {
	if m, ok := mapping(n); ok && len(m) > 0 {
		n = m[0].Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func scalar(n ast.Node) string {
	if s, ok := n.(*ast.StringNode); ok {
		return strings.TrimSpace(s.Value)
	}
	if t := n.GetToken(); t != nil {
		return strings.TrimSpace(t.Value)
	}
	return ""
}

// yamlError gives the line (within the front matter) and the bare message of
// a YAML error, which otherwise prints a picture of the file.
func yamlError(err error) (line int, msg string) {
	var e yaml.Error
	if errors.As(err, &e) {
		if t := e.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
		return line, strings.TrimSpace(e.GetMessage())
	}
	return 0, fmt.Sprint(strings.SplitN(err.Error(), "\n", 2)[0])
}
