package intake

import (
	"regexp"
	"strconv"
	"strings"
)

var plainYAML = regexp.MustCompile(`^[\pL_][\pL\pN_ ./()-]*$`)

// yamlText writes a text so that YAML reads it back as that text: in quotes wherever a bare one could be something else.
func yamlText(s string) string {
	switch strings.ToLower(s) {
	case "yes", "no", "true", "false", "null", "y", "n", "on", "off", "~", "":
		return strconv.Quote(s)
	}
	if plainYAML.MatchString(s) && strings.TrimSpace(s) == s && !strings.HasSuffix(s, ".") {
		return s
	}
	return strconv.Quote(s)
}

// yamlList writes [a, b].
func yamlList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = flowText(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// flowText is yamlText inside { } and [ ], where more needs quotes.
func flowText(s string) string {
	if t := yamlText(s); t == s && !strings.ContainsAny(s, ",[]{}") {
		return t
	}
	return strconv.Quote(s)
}
