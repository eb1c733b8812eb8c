package calc

import (
	"strings"

	"attain/config"
)

// besideGauge are the keys of a gauge that may stand beside the name of a KPI instead of in a mapping with it: those that
// mean nothing else there.
var besideGauge = []string{"subject", "over", "quota_where"}

// readGaugeAt reads the gauge a key of r names: a mapping, or the name of a measure or KPI with some keys of a gauge
// beside it. more reads what else the mapping may say; it may be nil.
func (c *compiler) readGaugeAt(r *config.Reader, key string, only []config.Condition, of *gaugeSlots, keys []string, more func(*config.Reader)) *gauge {
	n := r.Child(key)
	if n == nil {
		c.ps.Addf(r.At(key), "%q is missing; name a measure or a KPI, %s: bookings or %s: {kpi: quota_attainment, subject: team}", key, key, key)
		return nil
	}
	beside := make([]*config.Node, len(keys))
	for i, k := range keys {
		beside[i] = r.Child(k)
	}
	if n.Kind != config.Text {
		for i, k := range keys {
			if beside[i] != nil {
				c.ps.Addf(beside[i].At, "%s belongs into %s: {…}", k, key)
			}
		}
		return c.gaugeIn(n, key, only, of, more)
	}
	word := c.gaugeWord(n, key)
	if word == "" {
		return nil
	}
	named := &config.Node{At: n.At, Kind: config.Mapping}
	put := func(key string, value *config.Node) {
		named.Keys = append(named.Keys, &config.Node{At: value.At, Kind: config.Text, Text: key})
		named.Items = append(named.Items, value)
	}
	put(word, n)
	for i, k := range keys {
		if beside[i] != nil {
			put(k, beside[i])
		}
	}
	return c.gaugeIn(named, key, only, of, more)
}

func (c *compiler) gaugeIn(n *config.Node, key string, only []config.Condition, of *gaugeSlots, more func(*config.Reader)) *gauge {
	gr := n.ReadAs(c.ps, key)
	g := c.readGauge(gr, only, of)
	if more != nil {
		more(gr)
	}
	gr.Done()
	return g
}

// gaugeWord says whether a name is that of a measure or of a KPI; "" where it is neither or both, having said so.
func (c *compiler) gaugeWord(n *config.Node, key string) string {
	measure, kpi := c.prog.measures[n.Text] != nil, c.prog.kpis[n.Text] != nil
	switch {
	case measure && kpi:
		c.ps.Addf(n.At, "%s: %q is a measure and a KPI; write {kpi: %s} or {measure: %s}", key, n.Text, n.Text, n.Text)
		return ""
	case measure:
		return "measure"
	case kpi:
		return "kpi"
	}
	hint := config.Suggest(n.Text, append(c.prog.measureNames(), c.prog.kpiNames()...))
	if hint == "" {
		hint = "; `attain kpi list` shows the KPIs, and there are the measures " + strings.Join(c.prog.measureNames(), ", ")
	}
	c.ps.Addf(n.At, "%s: %q is neither a measure nor a KPI%s", key, n.Text, hint)
	return ""
}
