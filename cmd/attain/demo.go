package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"attain/cmd/attain/demo"

	"github.com/spf13/cobra"
)

// manyParticipants is from where on the demo writes no statements unless asked: a workbook each would be most of the run.
const manyParticipants = 2_000

type demoOptions struct {
	dir  string
	size demo.Options
	run  runOptions
}

func demoCommand(a *app) *cobra.Command {
	o := demoOptions{}
	c := &cobra.Command{
		Use:   "demo",
		Short: "Make up a company, pay it, and say which files to open",
		Long: "Writes a workspace with the extracts of a made-up company (the same every time) and runs its last quarter.\n" +
			"The extracts have the shapes of the systems they imitate, and some honest dirt to see what becomes of it.\n" +
			"A folder that is already there is used as it is.",
		Example: "  attain demo\n  attain demo --dir big --participants 100000 --opportunities 10000000 --changes-each 5 --invoices 5000000",
		Args:    argsBetween(0, 0, "no argument"),
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("statements") && o.size.Participants > manyParticipants {
				o.run.statements = "none"
			}
			resized := changedAny(c, "participants", "opportunities", "changes-each", "invoices", "seed")
			return runDemo(c.Context(), a, o, resized)
		},
	}
	c.Flags().StringVar(&o.dir, "dir", "attain-demo", "the folder to write")
	c.Flags().IntVar(&o.size.Participants, "participants", 60, "how many people can be paid")
	c.Flags().IntVar(&o.size.Opportunities, "opportunities", 2_000, "about how many opportunities the CRM has")
	c.Flags().IntVar(&o.size.ChangesEach, "changes-each", 0, "history records of every opportunity (default one to three)")
	c.Flags().IntVar(&o.size.Invoices, "invoices", 0, "about how many invoices there are (default as many as 60,000 customers have)")
	c.Flags().Uint64Var(&o.size.Seed, "seed", 0, "another seed is another company")
	addRunFlags(c, &o.run)
	return c
}

// changedAny says whether one of the flags was given.
func changedAny(c *cobra.Command, names ...string) bool {
	return slices.ContainsFunc(names, c.Flags().Changed)
}

func runDemo(ctx context.Context, a *app, o demoOptions, resized bool) error {
	if o.size.Participants < 1 || o.size.Opportunities < o.size.Participants {
		return usagef("a demo needs participants and at least as many opportunities, not %d and %d", o.size.Participants, o.size.Opportunities)
	}
	p := newProgress(a)
	_, err := os.Stat(filepath.Join(o.dir, "attain.yaml"))
	switch {
	case err == nil && resized:
		return usagef("%s/ is already there and has its own size; remove it, or name another folder with --dir", o.dir)
	case errors.Is(err, fs.ErrNotExist):
		err = p.stage(ctx, "generate", func(ctx context.Context) (string, error) {
			report, err := demo.Write(ctx, o.dir, o.size)
			if err != nil {
				return "", err
			}
			if err := writeSchema(o.dir); err != nil {
				return "", err
			}
			return fmt.Sprintf("%d participants, %d opportunities in %s/", report.Participants, report.Opportunities, o.dir), nil
		})
	}
	if err != nil {
		return err
	}
	if o.run.costs {
		p.costs(a.err)
	}
	a.dir = o.dir
	return runPeriod(ctx, a, o.run, demo.Period)
}
