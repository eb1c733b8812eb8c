package calc

// kind is one way of paying. It is one file: the parameter struct, the compile step, where everything that can be
// wrong with its YAML is found, and the kernel.
type kind struct {
	name    string
	scope   scope
	compile func(c *compiler, comp *component) method
}

// scope says how the work of a kind can be divided.
type scope string

// participantScope: every participant is computed alone, so the work splits over machines freely.
const participantScope scope = "participant"

// kinds is every kind there is.
func kinds() []kind {
	return []kind{
		{"scorecard", participantScope, compileScorecard},
		{"commission", participantScope, compileCommission},
	}
}

// method is a compiled component: how one kind computes its cells.
//
// demand is called once for every cell while the work is prepared and asks for windows. settle is called with all
// cells of one component in a chunk of participants, before any of them is written; it finds what can be known without
// the others. write is called cell by cell, in the order of keys, and drafts the lines. describe says in a seller's words
// what the component pays; it is called without data.
type method interface {
	demand(w *Work, c *cell)
	settle(r *runner, cells []*cell)
	write(r *runner, c *cell)
	describe(d *describing, comp *component) Description
}

// kindNames gives the names of all kinds, for messages.
func kindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}
