package calc

import "attain/config"

// kind is one way of paying. It is one file: the parameter struct, the compile step, where everything that can be
// wrong with its YAML is found, and the kernel.
type kind struct {
	name    string
	scope   scope
	compile func(c *compiler, comp *component) method
}

// scope says how the work of a kind can be divided.
type scope string

// The scopes. Under participantScope every participant is computed alone, so the work splits over machines freely; under
// groupScope what one gets depends on what others did, so it is computed after everybody's numbers are there.
const (
	participantScope scope = "participant"
	groupScope       scope = "group"
)

// kinds is every kind there is.
func kinds() []kind {
	return []kind{
		{"scorecard", participantScope, compileScorecard},
		{"commission", participantScope, compileCommission},
		{"objectives", participantScope, compileObjectives},
		{"pool", groupScope, compilePool},
		{"contest", groupScope, compileContest},
		{"milestone", participantScope, compileMilestone},
		{"spif", groupScope, compileSpif},
		{"override", participantScope, compileOverride},
	}
}

// method is a compiled component: how one kind computes its cells.
//
// demand is called once for every cell while the work is prepared and asks for windows. settle is called with all
// cells of one component in a chunk of participants, before any of them is written; it finds what can be known without
// the others. write is called cell by cell, in the order of keys, and drafts the lines. describe says in a seller's words
// what the component pays; it is called without data.
//
// given are the words an example may give it; example is what it pays on them in minor units,
// or a note that goes on after "the plan pays 0.00": what is missing.
type method interface {
	demand(w *Work, c *cell)
	settle(r *runner, cells []*cell)
	write(r *runner, c *cell)
	describe(d *describing, comp *component) Description
	given() []config.ExampleWord
	example(e *exampleCell) (minor int64, note string)
}

// grouped is a method of group scope. share is called once in a run, with every cell of the component of every
// participant, ordered by participant and window, when all numbers and the facts its cells price have been read.
type grouped interface {
	method
	share(r *runner, cells []*cell)
}

// kindNames gives the names of all kinds, for messages.
func kindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// isGroup says whether a component's kind is of group scope.
func (comp *component) isGroup() bool {
	_, ok := comp.method.(grouped)
	return ok
}

// readHead reads what every component may say, so that no kind has to: its name and kind, its conditions, its gate,
// multiplier, cap and floor.
func (c *compiler) readHead(r *config.Reader, comp *component) {
	r.Text("name")
	r.Text("kind")
	comp.onlyIf = c.conditions(r, "only_if")
	c.componentSteps(r, comp)
}
