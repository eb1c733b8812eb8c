package transform

import (
	"context"
	"fmt"

	"attain/config"
)

// given are the relations models may read that no file makes: the runner does.
func (w *Warehouse) given() map[string]bool {
	g := map[string]bool{"checks.reject": true, "checks.file": true, "checks.deletion": true, "checks.refusal": true, "checks.landing": true, "checks.drift": true, "calendar.period": true}
	for _, m := range w.models {
		if m.Layer == "staging" {
			g["raw."+m.Name] = true
		}
	}
	return g
}

// Build makes every model, in the order of the tables they name: staging, united, measures and checks as views, core as tables
// unless a model says otherwise.
// Then it runs the checks; see Checks.
func (w *Warehouse) Build(ctx context.Context) error {
	list, err := order(ctx, w.db, w.models, w.given())
	if err != nil {
		return err
	}
	var problems config.Problems
	failed := map[string]bool{}
	for _, m := range list {
		if dependsOn(m, failed) {
			failed[m.relation()] = true
			continue
		}
		w.opts.Progress("build", m.relation())
		if _, err := w.db.ExecContext(ctx, m.create(m.kind())); err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("build %s: %w", m.relation(), err)
			}
			failed[m.relation()] = true
			problems.Addf(m.place(err), "%s", reasonOf(err))
		}
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return w.runChecks(ctx)
}

// kind is how the model is made. Core is tables, because many read it; "-- made: view" in the opening comment is for
// what is large and seldom asked for. What feeds an entity is a view, unless it says "-- made: table" because its joins
// would be made again by every model that reads the entity.
func (m *model) kind() string {
	if m.Layer != "core" || m.Notes["made"] == "view" || (m.feeds() != "" && m.Notes["made"] != "table") {
		return "view"
	}
	return "table"
}

// dependsOn spares a person the errors that follow from an error already said.
func dependsOn(m *model, failed map[string]bool) bool {
	for _, t := range m.Uses {
		if failed[t] {
			return true
		}
	}
	return false
}
