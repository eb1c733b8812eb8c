package transform

import (
	"fmt"
	"strings"

	"attain/config"
)

// keyed is a core model that keeps one record of every key, as its opening comment says:
//
//	-- key: response_id                  or "_system, user_id"; or "line_id, or none" where records need no key
//	-- needs: score, responded_on        values a record cannot do without
//	-- amount: total_minor               what a record is worth, beside a column currency
//	-- deleted: left out                 or flagged: kept with is_deleted; without the note nothing marks a deletion
//
// Such a model has record_count: how many records of united have its key and what it needs.
type keyed struct {
	entity   string
	key      []string
	optional bool // a record without a key is one
	needs    []string
	amount   string
	deleted  string
}

func (m *model) keyed() (keyed, bool) {
	if m.Layer != "core" || m.Notes["key"] == "" {
		return keyed{}, false
	}
	k := keyed{entity: m.Name, amount: m.Notes["amount"], deleted: m.Notes["deleted"]}
	key, optional := strings.CutSuffix(m.Notes["key"], ", or none")
	k.key, k.optional = listed(key), optional
	k.needs = listed(m.Notes["needs"])
	return k, true
}

func listed(note string) []string {
	var out []string
	for _, s := range strings.Split(note, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// records makes the models that say of every keyed entity what became of its records, one SELECT an entity:
// core.duplicate, core.incomplete and core.accounting. A file of that name takes a model's place. Entities no source brings
// are left out: they have no records.
func records(list []*model, sources []config.Source) []*model {
	made := []struct {
		name, grain string
		of          func(keyed) string
	}{
		{"duplicate", "One row per record left out because another record with its key stands", keyed.duplicate},
		{"incomplete", "One row per record left out because it lacks its key, or a value it cannot do without", keyed.incomplete},
		{"accounting", "One row per entity: what became of the records that were staged", keyed.accounting},
	}
	written := map[string]bool{}
	var entities, brought []keyed
	from := broughtBy(list, sources)
	for _, m := range list {
		written[m.relation()] = true
		if k, ok := m.keyed(); ok {
			entities = append(entities, k)
			if from[k.entity] {
				brought = append(brought, k)
			}
		}
	}
	if len(brought) == 0 && len(entities) > 0 {
		brought = entities[:1] // the columns, and no rows
	}
	var out []*model
	for _, m := range made {
		if written["core."+m.name] {
			continue
		}
		selects := make([]string, len(brought))
		for i, k := range brought {
			selects[i] = m.of(k)
		}
		out = append(out, &model{
			Layer: "core", Name: m.name, File: "sql/core/" + m.name + ".sql", Grain: m.grain, Notes: map[string]string{},
			SQL: strings.Join(selects, "\nunion all\n"),
		})
	}
	return out
}

// broughtBy says which entities a source of the workspace has records of.
func broughtBy(list []*model, sources []config.Source) map[string]bool {
	mapped := map[string]bool{}
	for _, s := range sources {
		for _, e := range s.Entities {
			mapped[s.System+"_"+e.Name] = true
		}
	}
	out := map[string]bool{}
	for _, m := range list {
		if e := m.feeds(); e != "" && (m.Layer != "staging" || mapped[m.Name]) {
			out[e] = true
		}
	}
	return out
}

// keyName is the column that names a record to a person: the last of the key.
func (k keyed) keyName() string { return k.key[len(k.key)-1] }

// amounts are what a record is worth and in which currency.
func (k keyed) amounts(of string) string {
	if k.amount == "" {
		return "null::bigint as amount_minor, null::varchar as currency"
	}
	return of + k.amount + " as amount_minor, " + of + "currency"
}

func (k keyed) duplicate() string {
	var same []string
	for _, c := range k.key {
		same = append(same, "record."+c+" = kept."+c)
	}
	same = append(same, k.isComplete("record.")...)
	if k.deleted == "left out" {
		same = append(same, "record.is_deleted is not true")
	}
	return fmt.Sprintf(`select %s as entity, record.%s as key, %s, kept._system as kept_system, kept._file as kept_file, kept._row as kept_row,
	record._system, record._file, record._row
from united.%s as record
join (select * from core.%[4]s where record_count > 1) as kept on %[5]s
where record._file <> kept._file or record._row <> kept._row or record._system <> kept._system`,
		quote(k.entity), k.keyName(), k.amounts("record."), k.entity, strings.Join(same, " and "))
}

// isComplete says, column by column, that a record has what it needs.
func (k keyed) isComplete(of string) []string {
	var out []string
	if !k.optional {
		out = append(out, of+k.keyName()+" is not null")
	}
	for _, c := range k.needs {
		out = append(out, of+c+" is not null")
	}
	return out
}

func (k keyed) incomplete() string {
	complete := k.isComplete("")
	if len(complete) == 0 {
		complete = []string{"true"}
	}
	missing := "case when " + k.keyName() + " is null then 'key'"
	if k.optional {
		missing = "case"
	}
	for _, c := range k.needs {
		missing += fmt.Sprintf(" when %s is null then %s", c, quote(strings.ReplaceAll(strings.TrimSuffix(c, "_minor"), "_", " ")))
	}
	if missing == "case" {
		missing = "case when false then ''"
	}
	return fmt.Sprintf("select %s as entity, %s as key, %s end as missing, %s, _system, _file, _row\nfrom united.%s\nwhere not (%s)",
		quote(k.entity), k.keyName(), missing, k.amounts(""), k.entity, strings.Join(complete, " and "))
}

func (k keyed) accounting() string {
	complete := strings.Join(append(k.isComplete(""), "true"), " and ")
	gone, live := "0", "true"
	staged := "0"
	switch k.deleted {
	case "flagged":
		gone, live = "count(*) filter (where is_deleted)", "not is_deleted"
	case "left out":
		staged = "count(*) filter (where " + complete + " and is_deleted is true)"
	}
	return fmt.Sprintf(`select %s as entity, staged_count, kept_count, duplicate_count, cast(staged.deleted_count + kept.deleted_count as bigint) as deleted_count, incomplete_count
from (
	select count(*) as staged_count, count(*) filter (where not (%s)) as incomplete_count, %s as deleted_count
	from united.%s
) as staged
cross join (
	select count(*) filter (where record_count > 0 and %s) as kept_count, %s as deleted_count,
		cast(coalesce(sum(record_count - 1) filter (where record_count > 0), 0) as bigint) as duplicate_count
	from core.%[4]s
) as kept`, quote(k.entity), complete, staged, k.entity, live, gone)
}
