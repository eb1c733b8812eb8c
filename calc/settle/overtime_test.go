package settle

import (
	"slices"
	"testing"

	"attain/config"
)

// semantics.md sections 19 and 25 (US labour calculator): 1,300 over 13 weeks, 48 hours of which 8 are overtime.
func TestOvertime(t *testing.T) {
	t.Parallel()
	weeks := Apportion(1_300_00, 13)
	if len(weeks) != 13 || weeks[0] != 100_00 || weeks[12] != 100_00 {
		t.Errorf("1,300 over 13 weeks is %v", weeks)
	}
	if got := Overtime(weeks[0], config.Whole(48), config.Whole(8)); got != 8_32 {
		t.Errorf("the overtime is %d", got)
	}
	if got := Apportion(100_00, 3); !slices.Equal(got, []int64{33_33, 33_34, 33_33}) {
		t.Errorf("100 over 3 weeks is %v", got)
	}
}
