package bot

import "testing"

// FuzzDecode reads any bytes as an interaction. It is a test from within,
// since a gateway that sends garbage is more than the fake Discord can play.
func FuzzDecode(f *testing.F) {
	for _, raw := range []string{
		`{"id":"1","type":2,"data":{"id":"2","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"x"}]},"token":"t"}`,
		`{"id":"1","type":3,"data":{"custom_id":"a|0|ar|x.y.z","component_type":2},"message":{"id":"3","components":[{"type":99}]}}`,
		`{"id":"1","type":4,"data":{"name":"compare","options":[{"name":"a","type":3,"value":5,"focused":true}]}}`,
		`{"id":"1","type":5,"data":{"custom_id":"x|0|ar|","components":[{"type":18,"component":{"type":4,"custom_id":"fact","value":"x"}},{"type":1,"components":[{"type":99,"custom_id":"y","value":"z"}]}]}}`,
		`{"id":"1","type":2,"data":{"name":"knowledge","options":[{"name":"upload","type":1,"options":[{"name":"file","type":11,"value":"7"},null]}],"resolved":{"attachments":{"7":null}}}}`,
		`{"id":"1","type":1}`, `{"message":null,"data":null}`, `[]`, `{`, `{"message":7}`,
	} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		i, err := decode(raw)
		if (i == nil) == (err == nil) {
			t.Fatalf("got %v, %v", i, err)
		}
		if err == nil { // what every interaction goes through must not panic
			what(i)
			age(i)
			patience(i)
			deferral(i, false)
			languageOf(i)
			(&Bot{}).refusal(i, manner{}, false)
		}
	})
}
