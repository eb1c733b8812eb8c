package transform

import (
	"context"
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"

	"attain/config"
)

// Aggregates answers windows with numbers, under config.AggregateSchema, ordered by window, currency, rate day and span.
// A window without facts has no row.
//
// Flows in money come in one row for each currency and stretch of days with one plan rate; rate_on is the first day of
// the stretch on which there are facts. Where the window is converted at the rates of the facts' days, what is not in
// its currency already comes day by day, for averages month by month where months are the calendar's. A stock's rate day is the window's first day (at_start) or last day (at_end), a
// span's the later of its own first day and the window's.
func (w *Warehouse) Aggregates(ctx context.Context, requests []config.Request, windows []config.Window) (array.RecordReader, error) {
	w.opts.Progress("measure", fmt.Sprintf("%d requests, %d windows", len(requests), len(windows)))
	if err := w.readPlanCuts(ctx); err != nil {
		return nil, err
	}
	byDay := map[int32]bool{}
	for i := range windows {
		if by := windows[i].By(); by == config.AtEventDate || by == config.AtMonthAverage {
			byDay[windows[i].Request] = true
		}
	}
	sum := func(r config.Request, source factSource, table string) string {
		return w.aggregateSQL(r, source, table, w.rateGroup(byDay[r.ID]))
	}
	return w.answer(ctx, "aggregates", requests, windows, config.AggregateSchema, sum, "window_id, currency, rate_on, span_first")
}

// answer registers the windows and runs one SELECT for each request, united and ordered.
func (w *Warehouse) answer(ctx context.Context, what string, requests []config.Request, windows []config.Window, schema *schemaOf,
	each func(config.Request, factSource, string) string, orderBy string,
) (array.RecordReader, error) {
	table, err := w.putWindows(ctx, windows)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	asked := map[int32]bool{}
	for _, win := range windows {
		asked[win.Request] = true
	}
	var parts []string
	for _, r := range requests {
		if !asked[r.ID] || (what == "facts" && r.Totals) {
			continue
		}
		source, err := w.facts(ctx, r)
		if err != nil {
			return nil, err
		}
		parts = append(parts, each(r, source, windowsOf(r, table)))
	}
	if len(parts) == 0 {
		parts = append(parts, emptySelect(schema))
	}
	query := "select * from (\n" + strings.Join(parts, "\nunion all\n") + "\n) order by " + orderBy
	rows, err := w.arrowQuery(ctx, query, schema)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return rows, nil
}

// factSource is where a request's facts come from.
type factSource struct {
	measure config.Measure
	sql     string // a SELECT of the facts that meet the request's conditions, with subject_id where facts have one
	value   string // its column that is summed
	den     int    // what that column counts the parts of: 1, or 10,000 where it is a share of another column
}

// membership says who is in a group from which day to which: a team has participants, a participant has territories, a
// manager has who reports to them.
type membership struct {
	from  string // a relation with both columns, first_day and until_on; no two stretches of one pair overlap
	group string // its column with the window's subject
	thing string // its column with what facts name
}

var memberships = map[config.Subject]membership{
	config.OfTeam:          {from: "core.assignment", group: "team", thing: "participant_id"},
	config.OfDirectReports: {from: "core.hierarchy", group: "manager_id", thing: "participant_id"},
	config.OfAllReports:    {from: "core.report", group: "manager_id", thing: "participant_id"},
	config.OfOwnTerritories: {group: "participant_id", thing: "territory_id", from: `(
				select participant_id, territory_id, min(first_day) as first_day, max(until_on) as until_on
				from (
					select *, sum(begins) over (partition by participant_id, territory_id order by first_day, until_on) as stretch
					from (
						select *, case when first_day <= max(until_on) over (
							partition by participant_id, territory_id order by first_day, until_on rows between unbounded preceding and 1 preceding
						) then 0 else 1 end as begins
						from core.territory_member
						where participant_id is not null
					)
				)
				group by participant_id, territory_id, stretch
			)`},
}

// windowsOf is the SELECT of a request's windows. A cohort's have a row for each member of the group at the instant the
// cohort is looked at, with the member as the subject, so that all terms of a KPI are of one cohort.
func windowsOf(r config.Request, table string) string {
	m, grouped := memberships[r.Subject]
	if !grouped || !ofCohort(r) {
		return fmt.Sprintf("(select * from %s where request_id = %d)", table, r.ID)
	}
	instant := "asked.first_day"
	if r.Aggregate == config.AtEnd {
		instant = "cast(asked.end_day - 1 as date)"
	}
	return fmt.Sprintf(`(select distinct asked.* replace (member.%[4]s as subject_id)
			from %[1]s as asked join %[5]s as member
				on asked.subject_id = member.%[6]s and %[2]s >= member.first_day and %[2]s < member.until_on
			where asked.request_id = %[3]d)`, table, instant, r.ID, m.thing, m.from, m.group)
}

// ofCohort says that a team's facts are those of whoever is in the team at one instant, whatever the facts' days: a level
// is what its members have then, and what came of a level's customers is counted where they are. Other facts are
// counted by where the participant was on the fact's day.
func ofCohort(r config.Request) bool {
	return r.Aggregate == config.AtStart || r.Aggregate == config.AtEnd || r.Aggregate == config.Existing
}

// facts is the SELECT of a request's facts. A person's are all the credits of a participant; a group's are the credits
// that sum to the fact: a territory's and a product's those that name it, a team's by where the participant was on the fact's day, a
// manager's by whom the participant reported to on it, unless it is a cohort's; of a span a group has the days the
// participant was in it.
func (w *Warehouse) facts(ctx context.Context, r config.Request) (factSource, error) {
	return w.factsThat(ctx, r, "not is_unread")
}

// unreadFacts are the facts of a request that are there and have no value.
func (w *Warehouse) unreadFacts(ctx context.Context, r config.Request) (factSource, error) {
	return w.factsThat(ctx, r, "is_unread")
}

func (w *Warehouse) factsThat(ctx context.Context, r config.Request, valued string) (factSource, error) {
	shape, err := w.measureShape(ctx, r.Measure)
	if err != nil {
		return factSource{}, err
	}
	if r.Aggregate == config.Existing && !shape.has("started_on") {
		return factSource{}, fmt.Errorf("existing(%s): the measure has no column started_on", r.Measure)
	}
	source := factSource{measure: shape.measure, value: "value", den: 1}
	if r.Value != "" {
		source.value, source.den = "_counted", 10_000
	}
	more, err := shape.askedColumns(r)
	if err != nil {
		return factSource{}, err
	}
	valued = strings.ReplaceAll(valued, "is_unread", "("+shape.unread(r)+")")
	where := strings.Join(append(shape.conditions(r), valued), " and ")
	subject, err := subjectColumn(r, shape)
	if err != nil {
		return factSource{}, err
	}
	source.sql = fmt.Sprintf("select *, %s as subject_id%s from %s where %s", subject, more, shape.fromFor(r), where)
	if m, grouped := memberships[r.Subject]; grouped && !ofCohort(r) {
		in, columns := "fact.day >= member.first_day and fact.day < member.until_on", ""
		if shape.measure.Kind == "span" {
			in = "fact.until_on > member.first_day and fact.day < member.until_on"
			columns = ", greatest(fact.day, member.first_day) as member_from, least(fact.until_on, member.until_on) as member_until"
		}
		source.sql = fmt.Sprintf(`select fact.*, member.%s as subject_id%s
			from (select *%s from %s where %s) as fact
			join %s as member on fact.%s = member.%s and %s`,
			m.group, columns, more, shape.fromFor(r), where, m.from, m.thing, m.thing, in)
	}
	return source, nil
}

// wholeCredits are the kinds of credit that sum to the fact together. What is credited in another kind comes on top, and
// counts for people only.
const wholeCredits = "'primary', 'tail', 'house'"

// conditions are what a fact must meet to be one of a request's, whether or not it can be read.
func (s shape) conditions(r config.Request) []string {
	where := []string{"day is not null"}
	if s.measure.Kind != "span" {
		where = append(where, "day <= getvariable('as_of')") // what is dated later had not happened; a target is given ahead
	}
	if r.Subject != config.OfPerson {
		where = append(where, "credit_type in ("+wholeCredits+")")
	}
	for _, c := range r.Where {
		where = append(where, "(\n"+c.SQL+"\n)")
	}
	return where
}

// byMembers says whether a subject's facts are those of its members.
func byMembers(s config.Subject) bool {
	_, grouped := memberships[s]
	return grouped
}

// subjectColumn is the column that says whose a fact is; a team's is the person's, whose team on the day is looked up.
func subjectColumn(r config.Request, s shape) (string, error) {
	column := r.Subject.Attribute()
	switch {
	case r.Subject == config.OfCompany:
		return "''", nil
	case column == "":
		return "participant_id", nil
	case !s.has(column):
		return "", fmt.Errorf("%s of a %s: %s has no column %s", r.Measure, r.Subject, s.measure.File, column)
	}
	return column, nil
}

// inWindow says which facts count in a window. Windows are half-open.
func inWindow(r config.Request, m config.Measure) string {
	switch {
	case r.Aggregate == config.AtStart:
		return "fact.day < win.first_day"
	case r.Aggregate == config.AtEnd:
		return "fact.day < win.end_day"
	case m.Kind == "span" && byMembers(r.Subject):
		return "fact.member_from < win.end_day and fact.member_until > win.first_day"
	case m.Kind == "span":
		return "fact.day < win.end_day and fact.until_on > win.first_day"
	case r.Aggregate == config.Existing:
		return "fact.day >= win.first_day and fact.day < win.end_day and fact.started_on < win.first_day"
	default:
		return "fact.day >= win.first_day and fact.day < win.end_day"
	}
}

// aggregateSQL is one request's answer, with the columns of config.AggregateSchema.
func (w *Warehouse) aggregateSQL(r config.Request, source factSource, windows, rateGroup string) string {
	switch {
	case r.Aggregate == config.Median:
		return medianSQL(r, source, windows)
	case r.Aggregate == config.Count && r.Subject == config.OfPerson:
		return countSQL(r, source, windows, "count(*)")
	case r.Aggregate == config.Count:
		return countSQL(r, source, windows, "count(distinct fact.source_key)")
	case r.Aggregate == config.Distinct:
		return countSQL(r, source, windows, "count(distinct fact.account_id)")
	case source.measure.Kind == "span" && byMembers(r.Subject):
		return teamSpanSQL(r, source, windows)
	default:
		return sumSQL(r, source, windows, rateGroup)
	}
}

// sumSQL sums values. A group's facts are first summed by day, so that a thousand windows over ten million facts meet
// a few thousand sums.
func sumSQL(r config.Request, source factSource, windows, rateGroup string) string {
	rateOn := "min(fact.day)"
	keys := []string{"subject_id", "day", "currency"}
	spanFirst, spanEnd, by := "null::date", "null::date", rateGroup
	switch {
	case source.measure.Kind == "span":
		keys = append(keys, "until_on")
		spanFirst, spanEnd, by = "fact.day", "fact.until_on", ", fact.day, fact.until_on, win.first_day"
		rateOn = "greatest(fact.day, win.first_day)"
	case r.Aggregate == config.AtStart:
		rateOn, by = "win.first_day", ", win.first_day"
	case r.Aggregate == config.AtEnd:
		rateOn, by = "cast(win.end_day - 1 as date)", ", win.end_day"
	case r.Aggregate == config.Existing:
		keys = append(keys, "started_on")
	}
	if source.measure.Unit != "money" {
		rateOn = "null::date"
		if source.measure.Kind != "span" {
			by = ""
		}
	}
	facts := source.sql
	value, count := "fact."+source.value, "count(*)"
	if r.Subject != config.OfPerson {
		facts = fmt.Sprintf("select %s, sum(%s) as %[2]s, count(*) as fact_count from (%s) group by all", strings.Join(keys, ", "), source.value, source.sql)
		count = "cast(sum(fact.fact_count) as bigint)"
	}
	return fmt.Sprintf(`select win.window_id, %s as currency, %s as rate_on, %s as span_first, %s as span_end,
			cast(sum(%s) as bigint) as value, %d::bigint as value_den, %s as rows
		from (%s) as fact join %s as win on fact.subject_id = win.subject_id and %s
		group by win.window_id, fact.currency%s`,
		currencyOf(source.measure), rateOn, spanFirst, spanEnd, value, source.den, count, facts, windows, inWindow(r, source.measure), by)
}

// teamSpanSQL sums a team's spans for the days on which whom they were given to was in the team. Of a quota of 100,000
// for the 28 days of February, somebody who joined on the 10th brings 100,000 × 19 ÷ 28: days in the team over days of
// the span, both within the window.
func teamSpanSQL(r config.Request, source factSource, windows string) string {
	return fmt.Sprintf(`select window_id, currency, rate_on, span_first, span_end,
			cast(value // gcd(value, days) as bigint) as value, cast(days // gcd(value, days) as bigint) as value_den, rows
		from (
			select win.window_id, %s as currency, %s as rate_on, fact.day as span_first, fact.until_on as span_end,
				sum(fact.%s::hugeint * (least(fact.member_until, win.end_day) - greatest(fact.member_from, win.first_day))) as value,
				(any_value(least(fact.until_on, win.end_day)) - any_value(greatest(fact.day, win.first_day)))::hugeint * %d as days, count(distinct fact.fact_key) as rows
			from (%s) as fact join %s as win on fact.subject_id = win.subject_id and %s
			group by win.window_id, fact.currency, fact.day, fact.until_on, win.first_day
		)`,
		currencyOf(source.measure), map[bool]string{true: "greatest(fact.day, win.first_day)", false: "null::date"}[source.measure.Unit == "money"],
		source.value, source.den, source.sql, windows, inWindow(r, source.measure))
}

func currencyOf(m config.Measure) string {
	if m.Unit == "money" {
		return "fact.currency"
	}
	return "null::varchar"
}

// countSQL counts, and has neither currency nor rate.
func countSQL(r config.Request, source factSource, windows, counted string) string {
	return fmt.Sprintf(`select win.window_id, null::varchar as currency, null::date as rate_on, null::date as span_first, null::date as span_end,
			cast(%s as bigint) as value, 1::bigint as value_den, count(*) as rows
		from (%s) as fact join %s as win on fact.subject_id = win.subject_id and %s
		group by win.window_id`, counted, source.sql, windows, inWindow(r, source.measure))
}

// medianSQL is the middle value, exactly: of 3, 5, 9 it is 5; of 3, 5, 9, 10 it is 14 ÷ 2.
func medianSQL(r config.Request, source factSource, windows string) string {
	return fmt.Sprintf(`select window_id, currency, case when currency is not null then min(day) end as rate_on, null::date as span_first, null::date as span_end,
			cast(sum(value) as bigint) as value, count(*) * %[2]d as value_den, any_value(rows) as rows
		from (
			select win.window_id, %[1]s as currency, fact.day, fact.%[3]s as value,
				row_number() over (partition by win.window_id, fact.currency order by fact.%[3]s, fact.fact_key) as position,
				count(*) over (partition by win.window_id, fact.currency) as rows
			from (%[4]s) as fact join %[5]s as win on fact.subject_id = win.subject_id and %[6]s
		)
		where position in ((rows + 1) // 2, (rows + 2) // 2)
		group by window_id, currency`, currencyOf(source.measure), source.den, source.value, source.sql, windows, inWindow(r, source.measure))
}

// rateGroup is further keys that part the days on which an amount has different rates: every stretch of days in which
// the plan rates stay the same, and for windows converted at others every day or month, of other currencies only.
func (w *Warehouse) rateGroup(byDay bool) string {
	var b strings.Builder
	if byDay {
		month := "fact.day"
		if w.opts.Workspace.Calendar.Table == nil {
			month = "date_trunc('month', fact.day)::date"
		}
		fmt.Fprintf(&b, ", case when fact.currency = win.into_currency then null when win.rates = %s then fact.day when win.rates = %s then %s end",
			quote(config.AtEventDate), quote(config.AtMonthAverage), month)
	}
	if len(w.planCuts) == 0 {
		return b.String()
	}
	b.WriteString(", case")
	for i, d := range w.planCuts {
		fmt.Fprintf(&b, " when fact.day < %s then %d", dayLiteral(d), i)
	}
	fmt.Fprintf(&b, " else %d end", len(w.planCuts))
	return b.String()
}
