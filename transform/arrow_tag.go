//go:build !duckdb_arrow

package transform

// DuckDB's Arrow interface is behind a build tag. Without the tag this line is the first error a builder sees, and it
// says what to type.
var _ = build_with_tags_duckdb_arrow
