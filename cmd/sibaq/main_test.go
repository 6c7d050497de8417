package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets a test start this binary as the program itself.
func TestMain(m *testing.M) {
	if os.Getenv("BE_SIBAQ") != "" {
		main()
	}
	os.Exit(m.Run())
}

// The real process answers, and SIGTERM ends it in good order.
func TestProcess(t *testing.T) {
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, "ask", "--json", "--lang", "en", "-")
	cmd.Env = append(os.Environ(), "BE_SIBAQ=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdin, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	_, err = stdin.Write([]byte(`{"question":"How long can a Kling video be?"}` + "\n"))
	must(t, err)
	if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil || !strings.Contains(line, `"answered":true`) {
		t.Errorf("it prints %q, %v, and says %s", line, err, stderr.String())
	}
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	if cmd.Wait(); cmd.ProcessState.ExitCode() != exitWrong || stderr.String() != "sibaq: Stopped before it was done.\n" {
		t.Errorf("%v, and it says %q", cmd.ProcessState, stderr.String())
	}
}
