package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// textOf writes a value of the warehouse for a table cell or a CSV field; NULL is empty, a date has no time.
func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		if v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 && v.Nanosecond() == 0 {
			return v.Format("2006-01-02")
		}
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return printable(string(v))
	case string:
		return printable(v)
	case []any, map[string]any, duckdbMap:
		if b, err := json.Marshal(v); err == nil {
			return string(b)
		}
	}
	return fmt.Sprint(v)
}

// duckdbMap is a MAP as the driver gives it; it marshals itself.
type duckdbMap interface{ MarshalJSON() ([]byte, error) }

// printable shows control characters, which would command a terminal, as what they are.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || !unicode.IsControl(r) {
			return r
		}
		return '\uFFFD'
	}, s)
}
