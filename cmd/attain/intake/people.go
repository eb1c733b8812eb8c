package intake

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Person is one line of people.xlsx: who an id of a system is.
type Person struct {
	Participant, Name, System, ID, Email, Is string
}

// notAPerson is what people.xlsx says of a queue.
const notAPerson = "not_a_person"

// known is a person as HR, or the list of assignments, has them.
type knownPerson struct{ number, name, email string }

// owner is an id that records of a system hang on.
type owner struct {
	system, id, name, email, number string
	records                         int
	worth                           money
	isUser                          bool
}

// people finds out who the ids in person columns are. A number or an e-mail address decides; a name only suggests, and
// all suggestions are confirmed at once.
func (p *proposer) people() {
	known := p.knownPeople()
	owners := p.owners()
	if len(known) == 0 {
		if len(owners) > 0 {
			p.Open = append(p.Open, "no file says who is employed or has a role, so nobody can be paid: add one with employee numbers")
		}
		return
	}
	byNumber, byEmail, byName := map[string]knownPerson{}, map[string][]knownPerson{}, map[string][]knownPerson{}
	for _, k := range known {
		byNumber[k.number] = k
		if k.email != "" {
			byEmail[k.email] = append(byEmail[k.email], k)
		}
		byName[nameKey(k.name)] = append(byName[nameKey(k.name)], k)
	}
	var asked []owner
	matched := 0
	for _, o := range owners {
		email := strings.ToLower(firstOf(o.email, mailOf(o.id)))
		switch {
		case byNumber[o.number].number != "", o.system == "attain" && byNumber[o.id].number != "":
			matched++
		case byNumber[o.id].number != "":
			k := byNumber[o.id]
			matched++
			p.People = append(p.People, Person{k.number, k.name, o.system, o.id, k.email, "person"})
		case email != "" && len(byEmail[email]) == 1:
			k := byEmail[email][0]
			matched++
			if !o.isUser {
				p.People = append(p.People, Person{k.number, k.name, o.system, o.id, email, "person"})
			}
		default:
			asked = append(asked, o)
		}
	}
	if matched > 0 {
		p.Taken = append(p.Taken, fmt.Sprintf("%s matched to HR by employee number or e-mail address", counted(matched, "owner of records is", "owners of records are")))
	}
	if len(asked) > 0 {
		p.askPeople(asked, known, byName)
	}
	sort.SliceStable(p.People, func(i, j int) bool {
		a, b := p.People[i], p.People[j]
		return a.System+"\x00"+a.ID < b.System+"\x00"+b.ID
	})
}

// askPeople asks about all who are known by name only, at once.
func (p *proposer) askPeople(asked []owner, known []knownPerson, byName map[string][]knownPerson) {
	q := Question{
		Key: "people", Ask: "Who are these owners of records? A name decides nothing by itself, so please confirm.",
		List: &ListOf{Proposed: map[string]string{}, Values: "an employee number, not_a_person, or unknown"},
	}
	numbers := map[string]knownPerson{}
	for _, k := range known {
		numbers[strings.ToLower(k.number)] = k
	}
	q.List.check = func(_, value string) (string, string) {
		switch v := strings.ReplaceAll(strings.ToLower(value), " ", "_"); {
		case v == notAPerson || v == "unknown":
			return v, ""
		case numbers[strings.ToLower(value)].number != "":
			return numbers[strings.ToLower(value)].number, ""
		}
		return "", fmt.Sprintf("%q is no employee number of the files", value)
	}
	label := func(o owner) string { return firstOf(o.name, o.id) }
	for _, o := range asked {
		who, why := p.suggest(o, byName, known)
		if !slices.Contains(q.List.Names, label(o)) {
			q.List.Names = append(q.List.Names, label(o))
		}
		if who != "" {
			q.List.Proposed[label(o)] = who
		}
		q.Evidence = append(q.Evidence, fmt.Sprintf("%s (%s, %s%s): %s", label(o), o.system, counted(o.records, "record", "records"), comma(o.worth.String()), why))
	}
	a, ok := p.ask.ask(q)
	if !ok {
		return
	}
	for _, o := range asked {
		switch who := a.List[label(o)]; who {
		case "", "unknown":
			p.Open = append(p.Open, fmt.Sprintf("nobody is %s in %s (%s%s): add a line to people.xlsx, else nobody is credited", label(o), o.system, counted(o.records, "record", "records"), comma(o.worth.String())))
		case notAPerson:
			p.People = append(p.People, Person{"", label(o), o.system, o.id, "", notAPerson})
		default:
			k := numbers[strings.ToLower(who)]
			p.People = append(p.People, Person{k.number, k.name, o.system, o.id, k.email, "person"})
		}
	}
}

// suggest says who an id may be and what speaks for it.
func (p *proposer) suggest(o owner, byName map[string][]knownPerson, known []knownPerson) (who, why string) {
	name := firstOf(o.name, o.id)
	if same := byName[nameKey(name)]; len(same) == 1 {
		return same[0].number, fmt.Sprintf("proposed %s, %s: the same name", same[0].number, same[0].name)
	} else if len(same) > 1 {
		return "", fmt.Sprintf("two people have this name: %s and %s", same[0].number, same[1].number)
	}
	if strings.HasPrefix(o.id, "00G") && salesforceID.MatchString(o.id) {
		return notAPerson, "proposed not_a_person: the id is a Salesforce queue's"
	}
	for _, q := range p.rec.labels.queues {
		if hasWord(name, q) {
			return notAPerson, fmt.Sprintf("proposed not_a_person: its name says %q", q)
		}
	}
	var near []knownPerson
	for _, k := range known {
		if isNearName(name, k.name) {
			near = append(near, k)
		}
	}
	if len(near) == 1 {
		return near[0].number, fmt.Sprintf("proposed %s, %s: a name like it", near[0].number, near[0].name)
	}
	return "", "no suggestion; without an answer nobody is credited"
}

// knownPeople are the people of HR's files and of the assignments, by number.
func (p *proposer) knownPeople() (list []knownPerson) {
	seen := map[string]int{}
	for _, entity := range []string{"participant", "assignment"} {
		for _, t := range p.Placed {
			if t.Entity() != entity {
				continue
			}
			for _, r := range t.Rows {
				k := knownPerson{t.cell(r, "participant_id"), nameOf(t, r), strings.ToLower(t.cell(r, "email"))}
				if at, ok := seen[k.number]; ok {
					list[at].name = firstOf(list[at].name, k.name)
					list[at].email = firstOf(list[at].email, k.email)
					continue
				}
				if k.number != "" {
					seen[k.number] = len(list)
					list = append(list, k)
				}
			}
		}
	}
	return list
}

// nameOf is a person's name, however the system divides it.
func nameOf(t *Placed, r Row) string {
	return firstOf(t.cell(r, "name"), t.cell(r, "display_name"), strings.TrimSpace(t.cell(r, "first_name")+" "+t.cell(r, "last_name")))
}

// owners are the ids in the person columns of all that is not about employment, with what hangs on them, by system and
// id, and what the systems' own users say of them.
func (p *proposer) owners() (list []owner) {
	byKey := map[string]*owner{}
	var order []string
	for _, t := range p.Placed {
		switch t.Entity() {
		case "participant", "assignment", "absence", "hierarchy", "user", "identity":
			continue
		}
		for _, c := range t.Shape.Columns {
			if !isPerson(c.Name) {
				continue
			}
			for _, r := range t.Rows {
				id := t.cell(r, c.Name)
				if id == "" {
					continue
				}
				key := t.Shape.System + "\x00" + idKey(id)
				if byKey[key] == nil {
					byKey[key] = &owner{system: t.Shape.System, id: id, worth: money{}}
					order = append(order, key)
				}
				byKey[key].records++
				if t.Entity() == "opportunity" {
					if currency, a := t.worth(r, p.Reporting); a != nil {
						byKey[key].worth.add(currency, new(big.Rat).Set(a))
					}
				}
			}
		}
	}
	for _, t := range p.Placed {
		if t.Entity() != "user" {
			continue
		}
		for _, r := range t.Rows {
			if o := byKey[t.Shape.System+"\x00"+idKey(t.cell(r, "user_id"))]; o != nil {
				o.isUser = true
				o.name, o.email, o.number = nameOf(t, r), strings.ToLower(t.cell(r, "email")), t.cell(r, "employee_number")
			}
		}
	}
	sort.Strings(order)
	for _, key := range order {
		list = append(list, *byKey[key])
	}
	return list
}

func isPerson(name string) bool {
	return name == "owner_id" || name == "participant_id" || name == "customer_success_manager_id" || strings.HasSuffix(name, "_owner_id")
}

var salesforceID = regexp.MustCompile(`^00[0-9A-Za-z]{13}([0-9A-Za-z]{3})?$`)

// idKey makes the short and the long form of a Salesforce id one.
func idKey(id string) string {
	if salesforceID.MatchString(id) {
		return id[:15]
	}
	return id
}

func mailOf(id string) string {
	if strings.Contains(id, "@") {
		return id
	}
	return ""
}

// nameKey writes a name so that its usual spellings are one: small letters without accents, the words in order of the
// alphabet, so that "Nordmann, Kari" is "Kari Nordmann".
func nameKey(name string) string {
	parts := nameWords(name)
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

func nameWords(name string) []string {
	name = strings.NewReplacer("ø", "o", "æ", "ae", "ß", "ss", "đ", "d", "ł", "l").Replace(strings.ToLower(name))
	return strings.FieldsFunc(plainLetters(norm.NFD.String(name)), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

// isNearName says whether one name can be short for the other: all words of the shorter are words, or first letters of
// words, of the longer, and one of them whole.
func isNearName(a, b string) bool {
	short, long := nameWords(a), nameWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	whole := 0
	for _, s := range short {
		found := false
		for _, l := range long {
			if s == l {
				found = true
				whole++
				break
			}
			if len(s) == 1 && strings.HasPrefix(l, s) {
				found = true
			}
		}
		if !found {
			return false
		}
	}
	return whole > 0 && len(short) > 1
}

// plainLetters drops the accents that NFD parts from their letters.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

func hasWord(name, word string) bool {
	name = strings.ToLower(name)
	at := strings.Index(name, word)
	if at < 0 {
		return false
	}
	isLetter := func(i int) bool {
		return i >= 0 && i < len(name) && (unicode.IsLetter(rune(name[i])) || name[i] >= 0x80)
	}
	return !isLetter(at-1) && !isLetter(at+len(word))
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}
