package reports

import (
	"fmt"
	"io"
	"sort"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"

	"attain/config"
)

// SummaryData is what a run says on a terminal when it is done.
type SummaryData struct {
	Period config.Period
	Run    string
	Plans  []PlanSummary
	Notes  []string // what a person should look at: "3 values could not be read; see control.xlsx"
	Files  []FileToOpen
}

// PlanSummary is one plan in one currency.
type PlanSummary struct {
	Title        string
	Participants int64
	Currency     string
	Reward       string // the title of the reward Currency names, which is no money; "" for money
	EarnedMinor  int64
	TargetMinor  int64  // what the plan pays at target; 0: no target amount
	Result       string // the plan's first KPI on average, "Quota attainment 94.2 %"; may be empty
}

// FileToOpen is a file a newcomer opens next, and why.
type FileToOpen struct {
	Path string
	What string
}

// Summary writes the table a run ends with and the files to open.
func Summary(w io.Writer, d SummaryData) error {
	var plans, rewards []PlanSummary
	for _, p := range d.Plans {
		if config.IsReward(p.Currency) {
			rewards = append(rewards, p)
		} else {
			plans = append(plans, p)
		}
	}
	sort.SliceStable(plans, func(i, j int) bool { return plans[i].Title < plans[j].Title })
	t := summaryTable()
	t.AppendHeader(table.Row{"Plan", "Participants", "Average result", "Earned", "On average", "Of target"})
	totals := map[string]int64{}
	results := false
	for _, p := range plans {
		results = results || p.Result != ""
		totals[p.Currency] += p.EarnedMinor
		t.AppendRow(table.Row{
			p.Title, p.Participants, p.Result, config.FormatMinor(p.EarnedMinor, p.Currency) + " " + p.Currency,
			average(p), ofTarget(p),
		})
	}
	for _, c := range sortedKeys(totals) {
		t.AppendFooter(table.Row{"Total " + c, "", "", config.FormatMinor(totals[c], c) + " " + c, "", ""})
	}
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 2, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight},
		{Number: 4, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight, AlignFooter: pretty.AlignRight},
		{Number: 5, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight},
		{Number: 6, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight},
	})
	paid := t.Render()
	if len(plans) == 0 {
		paid = "Nobody is paid in this period."
	}
	if len(rewards) > 0 {
		paid += "\nRewards that are no money, and in no payroll file:\n" + rewardsTable(rewards)
	}
	if _, err := fmt.Fprintf(w, "%s, run %s\n%s\n", periodWords(d.Period), d.Run, paid); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return writeNext(w, d)
}

func summaryTable() table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = pretty.FormatDefault
	t.Style().Format.Footer = pretty.FormatDefault
	return t
}

// rewardsTable shows what was earned that is no money, each reward with a total of its own.
func rewardsTable(rewards []PlanSummary) string {
	sort.SliceStable(rewards, func(i, j int) bool {
		if rewards[i].Reward != rewards[j].Reward {
			return rewards[i].Reward < rewards[j].Reward
		}
		return rewards[i].Title < rewards[j].Title
	})
	t := summaryTable()
	t.AppendHeader(table.Row{"Reward", "Plan", "Participants", "Earned", "On average"})
	totals := map[string]int64{}
	for _, p := range rewards {
		totals[p.Reward] += p.EarnedMinor
		t.AppendRow(table.Row{p.Reward, p.Title, p.Participants, config.FormatMinor(p.EarnedMinor, p.Currency), average(p)})
	}
	for _, name := range sortedKeys(totals) {
		t.AppendFooter(table.Row{"Total " + name, "", "", config.FormatMinor(totals[name], rewards[0].Currency), ""})
	}
	var right []table.ColumnConfig
	for n := 3; n <= 5; n++ {
		right = append(right, table.ColumnConfig{Number: n, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight, AlignFooter: pretty.AlignRight})
	}
	t.SetColumnConfigs(right)
	return t.Render()
}

func writeNext(w io.Writer, d SummaryData) error {
	for _, n := range d.Notes {
		if _, err := fmt.Fprintf(w, "note: %s\n", n); err != nil {
			return fmt.Errorf("write summary: %w", err)
		}
	}
	if len(d.Files) == 0 {
		return nil
	}
	width := 0
	for _, f := range d.Files {
		width = max(width, len(f.Path))
	}
	if _, err := fmt.Fprintln(w, "\nOpen:"); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	for _, f := range d.Files {
		if _, err := fmt.Fprintf(w, "  %s  %s\n", padded(f.Path, width), f.What); err != nil {
			return fmt.Errorf("write summary: %w", err)
		}
	}
	return nil
}

func average(p PlanSummary) string {
	if p.Participants == 0 {
		return ""
	}
	minor, ok := config.NewRatio(p.EarnedMinor, p.Participants).Round(config.AwayFromZero)
	if !ok {
		return ""
	}
	return config.FormatMinor(minor, p.Currency)
}

func ofTarget(p PlanSummary) string {
	if p.TargetMinor == 0 {
		return ""
	}
	return config.NewRatio(p.EarnedMinor, p.TargetMinor).Mul(config.Whole(100)).Decimal(1) + " %"
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
