package demo

import (
	"fmt"
	"strings"
)

// Block gives one part of the demo's attain.yaml, such as conventions, with the comment above it: a workspace made in
// another way begins with the same.
func Block(key string) (string, error) {
	data, err := workspace.ReadFile("workspace/attain.yaml")
	if err != nil {
		return "", err
	}
	for _, part := range strings.Split(string(data), "\n\n") {
		if strings.HasPrefix(part, key+":") || strings.Contains(part, "\n"+key+":") {
			return part, nil
		}
	}
	return "", fmt.Errorf("the demo's attain.yaml has no part %q", key)
}
