package discordtest

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// OpenAPIEnv names the environment variable that holds the path of Discord's
// OpenAPI document.
const OpenAPIEnv = "DISCORD_OPENAPI"

// document is Discord's OpenAPI document. Version 3.1 is JSON Schema, so each
// request body is held to the schema at its place in the document.
type document struct {
	compiler *jsonschema.Compiler
	tree     map[string]any

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema // by method and path, compiled when first used
}

// loadDocument reads the document once; nil without one.
var loadDocument = sync.OnceValues(func() (*document, error) {
	path := os.Getenv(OpenAPIEnv)
	if path == "" {
		return nil, nil
	}
	d := &document{compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", OpenAPIEnv, err)
	}
	defer f.Close()
	tree, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", OpenAPIEnv, err)
	}
	d.tree, _ = tree.(map[string]any)
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource(documentURL, tree); err != nil {
		return nil, fmt.Errorf("%s: %w", OpenAPIEnv, err)
	}
	return d, nil
})

const documentURL = "discord:openapi"

func logOpenAPI(t testing.TB) {
	switch doc, err := loadDocument(); {
	case err != nil:
		t.Fatal(err)
	case doc == nil:
		t.Logf("%s is not set: payloads are held to our own rules only, not to Discord's OpenAPI document", OpenAPIEnv)
	}
}

// CheckOpenAPI holds the body of an answer to an interaction to Discord's
// document. Without a document it is content with anything.
func CheckOpenAPI(callback []byte) error {
	return checkOpenAPI("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback)
}

// checkOpenAPI holds a request body to the document's schema for a path.
func checkOpenAPI(method, template string, body []byte) error {
	doc, err := loadDocument()
	if err != nil || doc == nil || len(body) == 0 {
		return err
	}
	schema, err := doc.schema(strings.ToLower(method), template)
	if err != nil {
		return err
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	return schema.Validate(permissionsAsNumber(v))
}

func (d *document) schema(method, template string) (*jsonschema.Schema, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := method + " " + template
	if s := d.schemas[key]; s != nil {
		return s, nil
	}
	at := []string{"paths", template, method, "requestBody", "content", "application/json", "schema"}
	var pointer strings.Builder
	node := any(d.tree)
	for _, step := range at {
		m, _ := node.(map[string]any)
		if node = m[step]; node == nil {
			return nil, fmt.Errorf("the document has no %s that takes JSON", key)
		}
		pointer.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(step))
	}
	s, err := d.compiler.Compile(documentURL + "#" + pointer.String())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	d.schemas[key] = s
	return s, nil
}

// permissionsAsNumber mends the one place where the document is wrong: it
// wants default_member_permissions as an integer, which Discord's pages and
// Discord itself want as a string.
func permissionsAsNumber(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = permissionsAsNumber(v[i])
		}
	case map[string]any:
		if s, ok := v["default_member_permissions"].(string); ok {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil {
				v["default_member_permissions"] = float64(n)
			}
		}
	}
	return v
}
