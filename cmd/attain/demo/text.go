package demo

import (
	"strconv"

	"attain/config"
)

// The dates the data can hold, written out once: formatting a date for every cell of ten million rows is most of the
// work otherwise.
var (
	firstWritten = config.DayOf(2020, 1, 1)
	dayTexts     = writeDays(firstWritten, config.DayOf(2028, 1, 1))
)

func writeDays(first, end config.Day) []string {
	texts := make([]string, 0, end-first)
	for d := first; d < end; d++ {
		texts = append(texts, d.String())
	}
	return texts
}

func appendDay(b []byte, d config.Day) []byte { return append(b, dayTexts[d-firstWritten]...) }

// appendInstant writes a day and a second of it as the Bulk API does: 2026-07-01T09:30:00.000Z.
func appendInstant(b []byte, d config.Day, second int) []byte {
	b = appendDay(b, d)
	b = append(b, 'T')
	b = appendTwo(b, second/3600)
	b = append(b, ':')
	b = appendTwo(b, second/60%60)
	b = append(b, ':')
	b = appendTwo(b, second%60)
	return append(b, ".000Z"...)
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendMoney writes minor units with two decimals, without thousands marks: 52300.00.
func appendMoney(b []byte, minor int64) []byte {
	b = strconv.AppendInt(b, minor/100, 10)
	b = append(b, '.')
	return appendTwo(b, int(minor%100))
}

func appendBool(b []byte, v bool) []byte { return strconv.AppendBool(b, v) }

// epoch gives the second of a day as Stripe writes instants.
func epoch(d config.Day, second int) int64 { return int64(d)*86400 + int64(second) }
