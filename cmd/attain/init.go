package main

import (
	"fmt"

	"attain/cmd/attain/demo"

	"github.com/spf13/cobra"
)

func initCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented workspace to copy from, without data",
		Long: "Writes attain.yaml and the shipped plans into DIR, commented, with the folders extracts go into.\n" +
			"DIR must not exist or be empty.",
		Args: argsBetween(1, 1, "one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := demo.WriteTemplate(args[0]); err != nil {
				return err
			}
			if err := writeSchema(args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(a.out, "%s is ready. Read %s/attain.yaml from the top, put your exports where it says, then:\n\n  attain -w %s check\n",
				args[0], args[0], args[0])
			return err
		},
	}
}
