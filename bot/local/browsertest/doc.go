// Package browsertest drives the page of bot/local in a real Chromium: the whole
// program with a small knowledge folder, asked as people ask it, with mouse,
// keys and finger.
//
// browser_test.go starts the program and the browser, and watches over every
// test: a request to anywhere but the program, an error in a script or a breach
// of the page's policy fails it. page_test.go has what people do. Pictures of
// the page are kept with
//
//	go test ./bot/local/browsertest -artifacts -outputdir "$PWD/.ci/artefacts"
//
// and are for looking at: what reads wrong is not what a test sees first.
//
// Without Chromium no test here can run. Then the package reports "[no tests to
// run]"; where CHROMIUM=required is set, as CI does, it fails. CHROMIUM can also
// name the program, which is otherwise looked for on the path.
package browsertest
