package intake

import (
	"fmt"
	"math/big"
	"sort"
	"strings"
)

// StageUse is a stage as it occurs: how often, with how much money, and what it means.
type StageUse struct {
	Stage   string
	Count   int
	Money   money
	Meaning string // won, lost, open; "" while nobody has said
}

// money is amounts by currency.
type money map[string]*big.Rat

func (m money) add(currency string, a *big.Rat) {
	if m[currency] == nil {
		m[currency] = new(big.Rat)
	}
	m[currency].Add(m[currency], a)
}

func (m money) String() string {
	var list []string
	for c := range m {
		list = append(list, c)
	}
	sort.Strings(list)
	for i, c := range list {
		list[i] = withBlanks(m[c].FloatString(2)) + " " + c
	}
	return strings.TrimSpace(strings.Join(list, " + "))
}

// withBlanks parts thousands: 1234567.50 is 1 234 567.50.
func withBlanks(number string) string {
	whole, decimals, _ := strings.Cut(number, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	return sign + whole + "." + decimals
}

// worth is the money of a record and the currency it is in.
func (p *Placed) worth(r Row, reporting string) (currency string, a *big.Rat) {
	for _, name := range p.columnsOf("money") {
		if c, _ := column(p.Shape, name); !c.Required && name != "amount" {
			continue
		}
		v, ok := p.amountOf(r, p.Columns[name])
		if ok {
			return firstOf(strings.ToUpper(p.cell(r, "currency")), reporting), v
		}
	}
	return "", nil
}

// stages decides what the stages of a table mean: by words that mean one thing everywhere, by the record's own columns
// that say so (IsWon), else by asking, with the count and the money of every stage nobody knows.
func (p *proposer) stages(t *Placed) {
	at := -1
	for _, c := range t.Shape.Columns {
		if i, ok := t.Columns[c.Name]; ok && c.Type == "stage" {
			at = i
		}
	}
	if at < 0 {
		return
	}
	_, saysItself := t.has("is_won")
	_, hasOutcome := column(t.Shape, "outcome")
	if c, _ := column(t.Shape, "outcome"); hasOutcome && c.Type == "text" {
		_, has := t.has("outcome")
		saysItself = saysItself || has
	}
	uses := t.stageUses(at, p.Reporting)
	var unknown []*StageUse
	for i := range uses {
		uses[i].Meaning = p.rec.labels.stages[plain(uses[i].Stage)]
		if uses[i].Meaning == "" {
			unknown = append(unknown, &uses[i])
		}
	}
	t.StageUse = uses
	if saysItself {
		t.Says = append(t.Says, "what a stage means is in the records themselves (a column says won and closed)")
		return
	}
	if len(unknown) > 0 && !p.askStages(t, t.Headers[at], unknown) {
		return
	}
	t.Stages = map[string]string{}
	for _, u := range uses {
		t.Stages[u.Stage] = u.Meaning
	}
	t.Says = append(t.Says, "stages: "+stageWords(uses))
}

func (p *Placed) stageUses(at int, reporting string) []StageUse {
	byStage := map[string]*StageUse{}
	var order []string
	for _, v := range p.column(at) {
		u := byStage[v.Text]
		if u == nil {
			u = &StageUse{Stage: v.Text, Money: money{}}
			byStage[v.Text] = u
			order = append(order, v.Text)
		}
		u.Count++
		if c, a := p.worth(v.Row, reporting); a != nil {
			u.Money.add(c, a)
		}
	}
	sort.Strings(order)
	uses := make([]StageUse, len(order))
	for i, s := range order {
		uses[i] = *byStage[s]
	}
	return uses
}

func (p *proposer) askStages(t *Placed, header string, unknown []*StageUse) bool {
	q := Question{
		Key: t.Name() + ": stages", Ask: fmt.Sprintf("What do these values of %s in %s mean: won, lost or open?", header, t.Name()),
		List: &ListOf{Proposed: map[string]string{}, Values: "won, lost or open", All: true, check: func(_, value string) (string, string) {
			if v := strings.ToLower(value); v == "won" || v == "lost" || v == "open" {
				return v, ""
			}
			return "", fmt.Sprintf("%q is not won, lost or open", value)
		}},
	}
	for _, u := range unknown {
		q.List.Names = append(q.List.Names, u.Stage)
		q.Evidence = append(q.Evidence, fmt.Sprintf("%s: %s, %s", u.Stage, counted(u.Count, "record", "records"), firstOf(u.Money.String(), "no amount")))
	}
	q.Evidence = append(q.Evidence, "only won deals are paid, so every stage needs an answer")
	a, ok := p.ask.ask(q)
	if !ok {
		return false
	}
	for _, u := range unknown {
		u.Meaning = a.List[u.Stage]
	}
	return true
}

func stageWords(uses []StageUse) string {
	by := map[string][]string{}
	for _, u := range uses {
		by[u.Meaning] = append(by[u.Meaning], fmt.Sprintf("%s (%d, %s)", u.Stage, u.Count, firstOf(u.Money.String(), "no amount")))
	}
	var parts []string
	for _, m := range []string{"won", "lost", "open"} {
		if len(by[m]) > 0 {
			parts = append(parts, m+" is "+strings.Join(by[m], ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// per decides what stretch of time a target incentive is for, where no column says it: a word in the header, or an answer.
func (p *proposer) per(t *Placed) {
	at, has := t.has("target_incentive")
	if _, said := t.has("per"); !has || said {
		return
	}
	for _, w := range perPeriod {
		if w.words.MatchString(t.Headers[at]) {
			t.Constants["per"] = w.per
			t.Says = append(t.Says, fmt.Sprintf("%s: for a %s, as its name says", t.Headers[at], w.per))
			return
		}
	}
	a, ok := p.ask.ask(Question{
		Key: t.Name() + ": per", Ask: fmt.Sprintf("For how long is the %s of %s?", t.Headers[at], t.Name()),
		Evidence: []string{"values such as " + firstTexts(t.column(at), 3)},
		Choices:  []Choice{{"month", ""}, {"quarter", ""}, {"year", ""}},
	})
	if ok {
		t.Constants["per"] = a.Text
		t.Says = append(t.Says, fmt.Sprintf("%s: for a %s, as answered", t.Headers[at], a.Text))
	}
}
