package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker in a release (-X main.version=v1.2.3).
var version = ""

type versionJSON struct {
	Version   string `json:"version"`
	Commit    string `json:"commit"` // "" where the build does not know it
	Go        string `json:"go"`
	Knowledge string `json:"knowledge"` // content hash
	Facts     int    `json:"facts"`
	Files     int    `json:"files"`
}

func (a *app) versionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: a.words.ProgramVersion(),
		Args:  a.takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			base, err := a.load()
			if err != nil {
				return err
			}
			v := built()
			v.Knowledge, v.Facts, v.Files = base.Version, len(base.Facts), len(base.Files)
			if a.settings.json {
				return a.printJSON(v)
			}
			commit := v.Commit
			if commit != "" {
				commit = " (" + commit + ")"
			}
			fmt.Fprintf(a.stdout, "sibaq %s%s %s %s/%s\n", v.Version, commit, v.Go, runtime.GOOS, runtime.GOARCH)
			_, err = fmt.Fprintln(a.stdout, a.line(a.words.KnowledgeIs(v.Knowledge, v.Facts, v.Files)))
			return err
		},
	}
	a.define(cmd.Flags(), "json")
	return cmd
}

// built says what this binary was built from, as far as it knows.
func built() versionJSON {
	v := versionJSON{Version: version, Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	if v.Version == "" {
		v.Version = info.Main.Version
	}
	if v.Version == "" || v.Version == "(devel)" {
		v.Version = "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Commit = s.Value
		}
	}
	return v
}
