// Command attain turns the CRM, HR and finance extracts a company already has into KPIs, and KPIs and deals into pay.
//
// What flows in: a workspace (attain.yaml, plans, KPIs, extracts). What flows out: out/<period>/ with statements, a
// payroll file and a control workbook. This package wires the stages in their order; nothing else does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"attain/config"

	"github.com/spf13/cobra"
)

// Exit codes; every command's help ends with them.
const (
	exitDone        = 0
	exitFault       = 1
	exitUsage       = 2
	exitWrong       = 3
	exitLook        = 4
	exitLocked      = 75
	exitInterrupted = 130
	exitTerminated  = 143
)

const exitCodes = `Exit codes: 0 done; 1 a fault of ours or the machine's (trying again may help); 2 the command line is wrong;
3 the config, a plan or an extract is wrong (the message says where); 4 a data check failed, a person must look;
75 another run holds the workspace; 130 or 143 interrupted.`

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now))
}

// app is what commands share: where they write and what time it is.
type app struct {
	in    io.Reader
	out   io.Writer // the command's result only
	err   io.Writer // logs, progress and errors
	now   func() time.Time
	dir   string // the workspace
	quiet bool
	log   string // auto, text, json
}

// run is the whole program: args in, exit code out. It reads the clock only through now.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now func() time.Time) int {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	a := &app{in: stdin, out: stdout, err: stderr, now: now}
	caught := make(chan os.Signal, 2)
	signal.Notify(caught, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(caught)
	interrupted := make(chan os.Signal, 1)
	go func() {
		s, ok := <-caught
		if !ok {
			return
		}
		interrupted <- s
		stop()
		<-caught // a second signal ends it at once
		os.Exit(codeOfSignal(s))
	}()

	root := rootCommand(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	select {
	case s := <-interrupted:
		a.say("WARNING", "attain: interrupted; nothing half-written is left in out/")
		return codeOfSignal(s)
	default:
	}
	if err == nil {
		return exitDone
	}
	a.report(err)
	return codeOf(err)
}

// rootCommand lists every command, in the order a newcomer meets them.
func rootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "attain",
		Short:         "From the extracts you have to pay statements anyone can check",
		Long:          "attain turns CRM, HR and finance extracts into KPIs, and KPIs and deals into pay:\nstatements each participant can follow to the cent, a payroll file, and a control workbook.\n\n" + exitCodes,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.PersistentFlags().StringVarP(&a.dir, "workspace", "w", ".", "the folder that holds attain.yaml")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no summary on stderr")
	root.PersistentFlags().StringVar(&a.log, "log", envOr("ATTAIN_LOG", "auto"), "logs and errors as text or json; auto: text on a terminal, else json")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.log != "auto" && a.log != "text" && a.log != "json" {
			return usagef("--log %s is not known; it is auto, text or json", a.log)
		}
		return nil
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%v; see `%s --help`", err, c.CommandPath())
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	for _, c := range []*cobra.Command{
		demoCommand(a),
		initCommand(a),
		importCommand(a),
		checkCommand(a),
		runCommand(a),
		explainCommand(a),
		planCommand(a),
		kpiCommand(a),
		queryCommand(a),
	} {
		if c.Long == "" {
			c.Long = c.Short + "."
		}
		c.Long += "\n\n" + exitCodes
		root.AddCommand(c)
	}
	return root
}

// usageError says that the command line is wrong.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// argsBetween is cobra's argument check with our exit code and a sentence that says what is wanted.
func argsBetween(low, high int, want string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return usagef("%s wants %s; see `%s --help`", c.CommandPath(), want, c.CommandPath())
		}
		return nil
	}
}

// lockedError says that another process works in the workspace.
type lockedError struct{ path string }

func (e lockedError) Error() string {
	return fmt.Sprintf("another run is working in this workspace (it holds %s); try again when it is done", e.path)
}

func codeOf(err error) int {
	var usage usageError
	var locked lockedError
	var wrong *config.ProblemError
	var look *config.CheckError
	var unanswered *unansweredError
	switch {
	case errors.As(err, &usage), strings.HasPrefix(err.Error(), "unknown command"):
		return exitUsage
	case errors.As(err, &locked):
		return exitLocked
	case errors.As(err, &wrong), errors.As(err, &unanswered):
		return exitWrong
	case errors.As(err, &look):
		return exitLook
	}
	return exitFault
}

func codeOfSignal(s os.Signal) int {
	if s == syscall.SIGTERM {
		return exitTerminated
	}
	return exitInterrupted
}

// report prints an error the way its reader needs it: problems one a line with their place, anything else after our
// name; as JSON lines where logs are JSON.
func (a *app) report(err error) {
	var wrong *config.ProblemError
	if !errors.As(err, &wrong) {
		a.say("ERROR", "attain: "+err.Error())
		return
	}
	for _, p := range wrong.List {
		a.say("ERROR", p.Error())
	}
	if n := len(wrong.List); n > 1 {
		a.say("ERROR", fmt.Sprintf("attain: %d things to mend; nothing was paid and nothing in out/ was changed", n))
	}
}

// say writes one message to stderr: as a JSON line where logs are JSON, else as text.
func (a *app) say(severity, text string) {
	if logsAsJSON(a) {
		logJSON(a.err, a.now(), severity, text)
		return
	}
	fmt.Fprintln(a.err, text)
}

func envOr(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}
