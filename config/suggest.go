package config

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Suggest gives `; did you mean "closed_deals"?` when one of the known words is near enough to be meant, else "".
// Near enough is a third of the word's letters changed, moved or missing, or the same letters in another spelling of
// case, - and _.
func Suggest(word string, known []string) string {
	if nearest := Nearest(word, known); nearest != "" {
		return fmt.Sprintf("; did you mean %q?", nearest)
	}
	return ""
}

// Nearest gives the known word Suggest would name, or "".
func Nearest(word string, known []string) string {
	if ours := alsoCalled[plain(word)]; ours != "" && slices.Contains(known, ours) {
		return ours
	}
	sorted := append([]string(nil), known...)
	sort.Strings(sorted)
	best, bestDistance := "", 1+(len(word)+1)/3
	for _, k := range sorted {
		if k == "" {
			continue
		}
		d := distance(plain(word), plain(k))
		if d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// alsoCalled are words of other programs for ours.
var alsoCalled = map[string]string{
	"latin1": "windows-1252", "latin_1": "windows-1252", "iso_8859_1": "windows-1252", "cp1252": "windows-1252", "ansi": "windows-1252",
	"excel": "xlsx", "xls": "xlsx", "ndjson": "jsonl", "tsv": "csv", "sfdc": "salesforce", "linear": "straight_line",
	"window": "over", "csat": "customer_satisfaction", "mbo": "objectives", "mbos": "objectives", "accelerator": "tiers",
}

func plain(s string) string {
	return strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(s))
}

// distance counts letters to insert, delete, change or swap with their neighbour (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 64 || len(t) > 64 {
		return len(s) + len(t)
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := last[j-1]
			if s[i-1] != t[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
