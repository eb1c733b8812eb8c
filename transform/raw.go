package transform

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"attain/config"
)

// Load reads what landed: every file gets its Parquet copy, every entity its raw view, and every value that is there
// but cannot be read its row in checks.reject. What is wrong with files or with the mapping is said at once.
//
// previous are landings the newest ones replaced, in the order of their arrival; a key that was in one and is gone is a
// row in checks.deletion. One that cannot be read any more tells nothing and stops nothing: it may be the very file that was just mended.
func (w *Warehouse) Load(ctx context.Context, landings []config.Landing, previous ...config.Landing) error {
	var problems config.Problems
	loads, err := w.loadFiles(ctx, landings, &problems)
	if err != nil {
		return err
	}
	w.loads = loads
	if err := problems.Err(); err != nil {
		return err
	}
	before, err := w.loadArrivals(ctx, previous)
	if err != nil {
		return err
	}
	if err := w.makeRaw(ctx); err != nil {
		return err
	}
	if err := w.compareControls(ctx, landings); err != nil {
		return err
	}
	if err := w.findDeletions(ctx, before, landings); err != nil {
		return err
	}
	return w.describeLandings(ctx, before, landings)
}

// loadFiles makes the Parquet copies of landings. What is wrong with a file is a problem, anything else an error.
func (w *Warehouse) loadFiles(ctx context.Context, landings []config.Landing, ps *config.Problems) ([]FileLoad, error) {
	var loads []FileLoad
	for _, landing := range landings {
		src, ent := w.entity(landing.Source, landing.Entity)
		if ent == nil {
			return nil, fmt.Errorf("load: landing %s is of entity %s of source %s, which the workspace does not have", landing.ID, landing.Entity, landing.Source)
		}
		for _, f := range landing.Files {
			w.opts.Progress("load", f.Path)
			load, err := loadFile(ctx, w.db, w.opts.Store, w.dir, *src, *ent, f)
			var bad *config.ProblemError
			switch {
			case errors.As(err, &bad):
				for _, p := range bad.List {
					ps.Addf(p.At, "%s", p.Message).Notes = p.Notes
				}
			case err != nil:
				return nil, err
			default:
				loads = append(loads, load)
			}
		}
	}
	return loads, nil
}

// Loads are the accounts of the files that were loaded.
func (w *Warehouse) Loads() []FileLoad { return w.loads }

func (w *Warehouse) entity(source, entity string) (*config.Source, *config.Entity) {
	for i := range w.opts.Workspace.Sources {
		src := &w.opts.Workspace.Sources[i]
		if src.Name != source {
			continue
		}
		for j := range src.Entities {
			if src.Entities[j].Name == entity {
				return src, &src.Entities[j]
			}
		}
	}
	return nil, nil
}

// makeRaw makes raw.SYSTEM_ENTITY for every staging model, with the columns the model declares in their declared types,
// attributes (the customer's own columns), _source, _file and _row. An entity that is not in the workspace is a view
// without rows, so that core can unite every system.
func (w *Warehouse) makeRaw(ctx context.Context) error {
	var problems config.Problems
	w.checkEntities(&problems)
	if err := w.accountFiles(ctx); err != nil {
		return err
	}
	if _, err := w.db.ExecContext(ctx, `create table checks.reject (source varchar, entity varchar, _file varchar, _row bigint,
		column_name varchar, value varchar, reason varchar)`); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	attrs := map[string]bool{}
	for _, m := range w.models {
		if m.Layer != "staging" {
			continue
		}
		reads := w.readings(m, w.loads, &problems)
		for _, r := range reads {
			for a := range r.attributes {
				attrs[a] = true
			}
		}
		if problems.Len() > 0 {
			continue
		}
		for i, r := range reads {
			path, unreadable, err := w.typed(ctx, m, r)
			if err != nil {
				return fmt.Errorf("load %s: %w", r.load.File.Path, err)
			}
			reads[i].typed = path
			if unreadable {
				if err := w.reject(ctx, m, reads[i]); err != nil {
					return fmt.Errorf("load %s: %w", r.load.File.Path, err)
				}
			}
		}
		if _, err := w.db.ExecContext(ctx, rawView(m, reads)); err != nil {
			return fmt.Errorf("load: raw.%s: %w", m.Name, err)
		}
	}
	for a := range attrs {
		w.attrs = append(w.attrs, a)
	}
	sort.Strings(w.attrs)
	return problems.Err()
}

// checkEntities refuses what the workspace maps and no staging model reads.
func (w *Warehouse) checkEntities(ps *config.Problems) {
	bySystem := map[string][]string{}
	declared := map[string]*model{}
	for _, m := range w.models {
		if m.Layer == "staging" {
			bySystem[m.System] = append(bySystem[m.System], m.Entity)
			declared[m.Name] = m
		}
	}
	for _, src := range w.opts.Workspace.Sources {
		entities := bySystem[src.System]
		if entities == nil {
			ps.Addf(src.At, "system %q is not known; known are %s%s", src.System, strings.Join(w.systems, ", "), config.Suggest(src.System, w.systems))
			continue
		}
		for _, ent := range src.Entities {
			m := declared[src.System+"_"+ent.Name]
			if m == nil {
				ps.Addf(ent.At, "system %s has no entity %q; it has %s%s", src.System, ent.Name, strings.Join(entities, ", "), config.Suggest(ent.Name, entities))
				continue
			}
			m.checkFields(ent, ps)
		}
	}
}

// checkFields refuses a mapping, or a key, to a column of ours that does not exist.
func (m *model) checkFields(ent config.Entity, ps *config.Problems) {
	ours := make([]string, len(m.Columns))
	known := map[string]bool{}
	for i, c := range m.Columns {
		ours[i], known[c.Name] = c.Name, true
	}
	for _, name := range slices.Sorted(maps.Keys(ent.Fields)) {
		if _, twice := ent.Constants[name]; twice {
			ps.Addf(ent.FieldsAt[name], "%s is under fields and under constants; keep one of the two", name)
		}
	}
	named := maps.Clone(ent.Fields)
	if named == nil {
		named = map[string]string{}
	}
	maps.Copy(named, ent.Constants)
	for name := range ent.Values {
		named[name] = ""
	}
	for name := range named {
		if !known[name] {
			at, ok := ent.FieldsAt[name]
			if !ok {
				at = ent.At
			}
			ps.Addf(at, "%s has no column %q; it has %s%s", m.Entity, name, strings.Join(ours, ", "), config.Suggest(name, ours))
		}
	}
	if ent.Key != "" && !known[ent.Key] {
		ps.Addf(ent.At, "key %q is no column of %s; it has %s%s", ent.Key, m.Entity, strings.Join(ours, ", "), config.Suggest(ent.Key, ours))
	}
}

// reading is one file and how its columns become ours.
type reading struct {
	load       FileLoad
	entity     *config.Entity
	unpivot    *config.Unpivot
	headerRow  int
	format     spelling
	texts      []string              // SQL: every declared column as text, trimmed, null when it says no value
	columns    map[string]readColumn // our column → how that text is read
	attributes map[string]string     // lower case → SQL of their column
	typed      string                // the Parquet copy in the declared types; see typed
}

// readColumn works on the column's text by its name: what a function is given is a name, because DuckDB writes a
// function's argument out wherever the function uses it.
type readColumn struct {
	value  string // SQL: in the declared type, null when it cannot be read
	reason string // SQL: what is wrong with a value that cannot be
	unread string // SQL: that it cannot be, where a value that is null can also mean nothing, as an unmapped stage does
}

// plainSpelling is how attain.yaml itself writes values.
var plainSpelling = spelling{date: "YYYY-MM-DD", decimal: "."}

// readings work out, for every loaded file of the model's entity, where each declared column comes from.
func (w *Warehouse) readings(m *model, loads []FileLoad, ps *config.Problems) []reading {
	var out []reading
	for _, load := range loads {
		src, ent := w.entity(load.Source, load.Entity)
		if src.System != m.System || ent.Name != m.Entity {
			continue
		}
		format := ent.FormatFor(*src, load.File.Path)
		r := reading{load: load, entity: ent, unpivot: format.Unpivot, headerRow: format.HeaderRow, format: spellingOf(src, ent), columns: map[string]readColumn{}, attributes: map[string]string{}}
		if mark := otherDelimiter(load.Columns); mark != "" {
			ps.Addf(config.Position{File: load.File.Path}, "has one column, %q; it seems to be separated by %q: write format: {delimiter: %q}", load.Columns[0], mark, mark)
			continue
		}
		theirs := map[string]string{}
		for _, c := range load.Columns {
			if _, twice := theirs[strings.ToLower(c)]; !twice {
				theirs[strings.ToLower(c)] = c
			}
		}
		for column := range ent.Formats {
			if _, ok := fieldSQL(column, theirs); !ok && !load.isEmpty() {
				ps.Addf(config.Position{File: load.File.Path}, "has no column %q, which formats names; it has %s%s", column, strings.Join(load.Columns, ", "), config.Suggest(column, load.Columns))
			}
		}
		for _, c := range m.Columns {
			want, mapped := m.wanted(c, ent)
			text, ok := fieldSQL(want, theirs)
			if load.isEmpty() {
				text, ok = "null::varchar", true
			}
			if value, is := ent.Constants[c.Name]; is {
				if ok && !load.isEmpty() {
					ps.Addf(ent.FieldsAt[c.Name], "constants: %s is %q in every record, but %s has the column %q; keep one of the two", c.Name, value, load.File.Path, want)
				}
				r.columns[c.Name] = plainSpelling.read(c, true, ent.Stages)
				r.texts = append(r.texts, quote(value)+" as "+ident(c.Name))
				continue
			}
			if !ok && (c.Required || mapped) {
				names, suggestion := eitherOf(want, load.Columns)
				ps.Addf(config.Position{File: load.File.Path}, "has no column %s for %s; it has %s%s. If it has another name, say so under fields: {%s: THEIR_COLUMN}",
					names, c.Name, strings.Join(load.Columns, ", "), suggestion, c.Name)
			}
			if !ok {
				text = "null::varchar"
			}
			written := r.format.ofColumn(ent, want, text)
			r.columns[c.Name] = written.read(c, ok, ent.Stages)
			if isInside(text) {
				r.columns[c.Name] = r.columns[c.Name].orNoJSON(ident(c.Name))
			}
			r.texts = append(r.texts, ours(written.text(text), ent.Values[c.Name])+" as "+ident(c.Name))
		}
		for _, a := range ent.Attributes {
			text, ok := fieldSQL(a, theirs)
			if load.isEmpty() {
				text, ok = "null::varchar", true
			}
			if !ok {
				ps.Addf(config.Position{File: load.File.Path}, "has no column %q, which attributes names; it has %s%s", a, strings.Join(load.Columns, ", "), config.Suggest(a, load.Columns))
				continue
			}
			r.attributes[strings.ToLower(a)] = r.format.ofColumn(ent, a, text).text(text)
		}
		out = append(out, r)
	}
	return out
}

// eitherOf says a|b as "a" or "b", with what the first of them that is nearly there may be.
func eitherOf(want string, there []string) (names, suggestion string) {
	either := strings.Split(want, "|")
	for i, name := range either {
		suggestion = first(suggestion, config.Suggest(name, there))
		either[i] = strconv.Quote(name)
	}
	return strings.Join(either, " or "), suggestion
}

// ours puts our words for theirs; a value that is not named stays as it is.
func ours(text string, values map[string]string) string {
	if len(values) == 0 {
		return text
	}
	var pairs []string
	for theirs, our := range values {
		pairs = append(pairs, quote(theirs)+": "+quote(our))
	}
	sort.Strings(pairs)
	return "coalesce(map {" + strings.Join(pairs, ", ") + "}[" + text + "], " + text + ")"
}

// otherDelimiter is what a file read as one column is really separated by; "" when it does not look so.
func otherDelimiter(columns []string) string {
	if len(columns) != 1 {
		return ""
	}
	for _, mark := range []string{";", "\t", "|", ","} {
		if strings.Count(columns[0], mark) > 1 {
			return mark
		}
	}
	return ""
}

// wanted is the name their column should have: the mapping's, or the system's own. Two columns of ours that read one of
// theirs (a stage and what it means) follow one mapping.
func (m *model) wanted(c column, ent *config.Entity) (name string, mapped bool) {
	if theirs, ok := ent.Fields[c.Name]; ok {
		return theirs, true
	}
	for _, o := range m.Columns {
		if theirs, ok := ent.Fields[o.Name]; ok && o.Theirs == c.Theirs {
			return theirs, true
		}
	}
	return c.Theirs, false
}

// fieldSQL finds their column by name, whatever its capitals, and whether blanks are blanks or underscores; a|b is
// either, metadata.account_id goes into the JSON of metadata, and Line.0.Amount into the first element of that of Line.
//
// Of columns the first that is there is meant, in every record: an id from one and an id from another are not the same
// thing. What is inside JSON may be there in one record and not in the next: where it is not, what is named after it is meant.
func fieldSQL(want string, theirs map[string]string) (string, bool) {
	names := strings.Split(want, "|")
	var found []string
	for i, name := range names {
		text, isColumn, ok := oneFieldSQL(name, names[i+1:], theirs)
		if ok {
			found = append(found, text)
		}
		if isColumn {
			break
		}
	}
	switch len(found) {
	case 0:
		return "", false
	case 1:
		return found[0], true
	}
	return "coalesce(" + strings.Join(found, ", ") + ")", true
}

// oneFieldSQL finds one name of several; later are those named after it.
func oneFieldSQL(name string, later []string, theirs map[string]string) (text string, isColumn, ok bool) {
	if c, ok := theirs[strings.ToLower(name)]; ok {
		return ident(c), true, true
	}
	if c, ok := withBlanks(name, theirs); ok {
		return ident(c), true, true
	}
	head, rest, nested := strings.Cut(name, ".")
	c, ok := theirs[strings.ToLower(head)]
	if !nested || !ok {
		return "", false, false
	}
	if slices.Contains(later, head) { // customer.id|customer: an object with an id, or the id alone
		return fmt.Sprintf("case when starts_with(%[1]s, '{') and json_valid(%[1]s) then coalesce(json_extract_string(%[1]s, %[2]s), '') end", ident(c), quote(jsonPath(rest))), false, true
	}
	return insideJSON(ident(c), rest), false, true
}

// noJSON stands before a text that should be JSON, so that something can be read in it, and is not.
const noJSON = "chr(31)"

// insideJSON is what a path leads to in a column of JSON, or the column's text behind noJSON.
func insideJSON(c, path string) string {
	return fmt.Sprintf("case when json_valid(%[1]s) then json_extract_string(%[1]s, %[2]s) when not list_contains([%[3]s], trim(%[1]s)) then %[4]s || %[1]s end",
		c, quote(jsonPath(path)), strings.Join(quoteAll(noValue), ", "), noJSON)
}

// isInside says that a column's text comes from insideJSON.
func isInside(text string) bool { return strings.Contains(text, noJSON) }

// orNoJSON reads a column whose text comes from insideJSON.
func (r readColumn) orNoJSON(t string) readColumn {
	broken := "starts_with(" + t + ", " + noJSON + ")"
	out := readColumn{
		value:  "case when not " + broken + " then " + r.value + " end",
		reason: "'\"' || ltrim(" + t + ", " + noJSON + ") || '\" is not JSON, so nothing can be read in it'",
	}
	if r.reason != "" {
		out.reason = "case when " + broken + " then " + out.reason + " else " + r.reason + " end"
	} else {
		out.unread = broken
	}
	return out
}

// withBlanks finds Employee_ID under "Employee ID": one report writes it the one way as JSON and the other way as CSV.
func withBlanks(want string, theirs map[string]string) (string, bool) {
	for _, lower := range slices.Sorted(maps.Keys(theirs)) {
		if strings.Contains(lower, " ") && strings.ReplaceAll(lower, " ", "_") == strings.ToLower(want) {
			return theirs[lower], true
		}
	}
	return "", false
}

// jsonPath is a path into JSON: 0.a.b is $[0]."a"."b".
func jsonPath(dotted string) string {
	var b strings.Builder
	b.WriteString("$")
	for _, step := range strings.Split(dotted, ".") {
		if _, err := strconv.ParseUint(step, 10, 32); err == nil {
			b.WriteString("[" + step + "]")
			continue
		}
		b.WriteString(`."` + step + `"`)
	}
	return b.String()
}

// from is the file's rows as text, with its record numbers.
func (r reading) from() string {
	return fmt.Sprintf("(select %s, %s as _attributes, _record from (select *, %s as _record from read_parquet(%s, file_row_number = true, hive_partitioning = false)))",
		strings.Join(r.texts, ", "), r.attributeMap(), r.load.RowSQL(), quote(r.load.Parquet))
}

// rawView is the statement that makes raw.SYSTEM_ENTITY of the typed copies of its files.
func rawView(m *model, reads []reading) string {
	var b strings.Builder
	fmt.Fprintf(&b, "create or replace view raw.%s as\nselect", m.Name)
	for _, c := range m.Columns {
		fmt.Fprintf(&b, " null::%s as %s,", c.sqlType(), c.Name)
	}
	b.WriteString(" null::map(varchar, varchar) as attributes, null::varchar as _source, null::varchar as _file, null::bigint as _row where false")
	for _, r := range reads {
		fmt.Fprintf(&b, "\nunion all\nselect * exclude (_row, _unread), %s, %s, _row from read_parquet(%s, hive_partitioning = false)",
			quote(r.load.Source), quote(r.load.File.Path), quote(r.typed))
	}
	return b.String()
}

func (r reading) attributeMap() string {
	if len(r.attributes) == 0 {
		return "null::map(varchar, varchar)"
	}
	var pairs []string
	for a, text := range r.attributes {
		pairs = append(pairs, quote(a)+": "+text)
	}
	sort.Strings(pairs)
	return "map {" + strings.Join(pairs, ", ") + "}"
}

// reject writes down every value that is there and cannot be read. Records with such a value are rare and marked, so
// only they are asked column by column.
func (w *Warehouse) reject(ctx context.Context, m *model, r reading) error {
	statements := []string{fmt.Sprintf("create or replace temp table unread as select * from %s where _record in (select _row from read_parquet(%s, hive_partitioning = false) where _unread)",
		r.from(), quote(r.typed))}
	for _, c := range m.Columns {
		if rc := r.columns[c.Name]; rc.reason != "" {
			statements = append(statements, fmt.Sprintf("insert into checks.reject select %s, %s, %s, _record, %s, ltrim(%s, %s), %s from unread where %s",
				quote(r.load.Source), quote(r.load.Entity), quote(r.load.File.Path), quote(c.Name), ident(c.Name), noJSON, "("+rc.reason+")"+r.where(m, c), r.unread(c)))
		}
	}
	return w.onOneConnection(ctx, statements)
}

// unread says that a column's value is there and cannot be read.
func (r reading) unread(c column) string {
	if own := r.columns[c.Name].unread; own != "" {
		return own
	}
	return "(" + ident(c.Name) + " is not null and " + r.columns[c.Name].value + " is null)"
}

// where goes on after the reason of a value that stood in a column across: the place of its header, or its cell.
func (r reading) where(m *model, c column) string {
	u := r.unpivot
	if u == nil || len(r.load.Across) == 0 || !strings.EqualFold(m.theirs(c, r), u.Value) {
		return ""
	}
	month := ""
	for _, o := range m.Columns {
		if strings.EqualFold(m.theirs(o, r), u.Into) {
			month = ident(o.Name)
		}
	}
	if month == "" {
		return ""
	}
	var whens strings.Builder
	for _, a := range r.load.Across {
		place := quote(" (column " + a.Header + ")")
		if letters := strings.TrimRight(a.Place, "0123456789"); letters != a.Place && !strings.Contains(a.Place, " ") {
			header := itoa(r.headerRow)
			place = "' (column " + strings.ReplaceAll(a.Header, "'", "''") + ", cell " + letters + "' || (_record + " + header + ") || ')'"
		}
		fmt.Fprintf(&whens, " when %s then %s", quote(a.Month), place)
	}
	return " || case " + month + whens.String() + " else '' end"
}

// theirs is the name of their column a column of ours is read from.
func (m *model) theirs(c column, r reading) string {
	want, _ := m.wanted(c, r.entity)
	for _, name := range strings.Split(want, "|") {
		for _, there := range r.load.Columns {
			if strings.EqualFold(name, there) {
				return there
			}
		}
	}
	return want
}

// onOneConnection runs statements that share a temporary table.
func (w *Warehouse) onOneConnection(ctx context.Context, statements []string) error {
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return err
	}
	for _, q := range statements {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return errorsJoin(err, conn.Close())
		}
	}
	return conn.Close()
}
