package calc

import "strings"

// twinSteps are the plan's steps.
type twinSteps struct{}

func (s *twinSteps) draw(d twinDice, x *twinCase) {}

func (s *twinSteps) write(b *strings.Builder) {}
