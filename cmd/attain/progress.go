package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress tells a person on a terminal which stage runs, tells a log collector in JSON lines, and is silent in a pipe
// of text. It also keeps what each stage cost.
type progress struct {
	w       io.Writer
	mode    string // terminal, json, silent
	now     func() time.Time
	bars    *mpb.Progress
	current *mpb.Bar
	stages  []stageCost
}

// stageCost is what a stage took: wall time and the peak memory of the process while it ran (0 where the system does
// not tell).
type stageCost struct {
	Name    string
	Detail  string
	Seconds float64 // wall time; no money is near
	PeakMiB int64
}

// newProgress picks the mode: --log json or text as asked, else by what stderr is.
func newProgress(a *app) *progress {
	mode := "silent"
	switch {
	case a.quiet:
	case logsAsJSON(a):
		mode = "json"
	case isTerminal(a.err):
		mode = "terminal"
	}
	return &progress{w: a.err, mode: mode, now: a.now}
}

// logsAsJSON says whether logs and errors go out as JSON lines: when asked, or when stderr is no terminal and nobody asked for text.
func logsAsJSON(a *app) bool {
	return a.log == "json" || a.log == "auto" && !isTerminal(a.err)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// stage runs f under a name and notes its cost; f gives the words to show when it is done ("14 files, 3.2 MB").
func (p *progress) stage(ctx context.Context, name string, f func(ctx context.Context) (detail string, err error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.mode == "terminal" {
		p.bars = mpb.New(mpb.WithOutput(p.w), mpb.WithWidth(30))
		p.current = p.bars.New(0, mpb.SpinnerStyle(), mpb.BarRemoveOnComplete(),
			mpb.AppendDecorators(decor.Name(" "+name), decor.Elapsed(decor.ET_STYLE_GO, decor.WCSyncSpace)))
	}
	resetPeak()
	start := p.now()
	detail, err := f(ctx)
	cost := stageCost{Name: name, Detail: detail, Seconds: p.now().Sub(start).Seconds(), PeakMiB: peakMiB()}
	if p.mode == "terminal" {
		p.current.SetTotal(-1, true)
		p.bars.Wait()
	}
	if err != nil {
		return err
	}
	p.stages = append(p.stages, cost)
	switch p.mode {
	case "terminal":
		fmt.Fprintf(p.w, "  %-12s %-60s %5.1f s\n", name, detail, cost.Seconds)
	case "json":
		logJSON(p.w, p.now(), "INFO", name+": "+detail)
	}
	return nil
}

// costs prints what each stage took.
func (p *progress) costs(w io.Writer) {
	fmt.Fprintf(w, "%-14s %9s %10s  %s\n", "stage", "seconds", "peak MiB", "what")
	for _, s := range p.stages {
		fmt.Fprintf(w, "%-14s %9.2f %10d  %s\n", s.Name, s.Seconds, s.PeakMiB, s.Detail)
	}
}

// logJSON writes one line as log collectors read it.
func logJSON(w io.Writer, at time.Time, severity, message string) {
	b, err := json.Marshal(map[string]string{"severity": severity, "message": message, "time": at.UTC().Format(time.RFC3339)})
	if err != nil {
		return // three strings always marshal
	}
	fmt.Fprintf(w, "%s\n", b)
}

// resetPeak and peakMiB read the peak resident memory where Linux tells it; elsewhere peakMiB is 0.
func resetPeak() {
	if f, err := os.OpenFile("/proc/self/clear_refs", os.O_WRONLY, 0); err == nil {
		_, _ = f.WriteString("5") // best effort: without it the peak is the process's, not the stage's
		_ = f.Close()
	}
}

func peakMiB() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			if err == nil {
				return kib / 1024
			}
		}
	}
	return 0
}
