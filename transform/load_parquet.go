package transform

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// readParquet makes text of typed columns: days and instants ISO (instants with a zone in UTC), nested values JSON,
// decimals with all their places.
func (l *loader) readParquet(ctx context.Context) error {
	from := "read_parquet(" + sqlPath(l.local) + ", binary_as_string = true, hive_partitioning = false)"
	rows, err := l.conn.QueryContext(ctx, "select column_name, column_type from (describe select * from "+from+")")
	if err != nil {
		var fault *duckdb.Error
		if errors.As(err, &fault) && fault.Type == duckdb.ErrorTypeInvalidInput {
			return faultf("not a whole Parquet file: %s", fault.Msg)
		}
		return err
	}
	defer rows.Close()
	var headers []header
	var selection []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return err
		}
		headers = append(headers, header{cell: name, at: fmt.Sprintf("column %d", len(headers)+1)})
		selection = append(selection, asText(ident(name), kind))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := l.setHeaders(headers); err != nil {
		return err
	}
	for i, name := range l.load.Columns {
		selection[i] = "nullif(" + selection[i] + ", '') as " + ident(name)
	}
	return l.copyTo(ctx, "select "+strings.Join(selection, ", ")+" from "+from, l.parquet)
}

func asText(column, kind string) string {
	switch {
	case kind == "TIMESTAMP WITH TIME ZONE":
		return "replace((" + column + " at time zone 'UTC')::varchar, ' ', 'T') || 'Z'"
	case strings.HasPrefix(kind, "TIMESTAMP"):
		return "replace(" + column + "::varchar, ' ', 'T')"
	case strings.HasSuffix(kind, "]"), strings.HasPrefix(kind, "STRUCT"), strings.HasPrefix(kind, "MAP"):
		return "to_json(" + column + ")::varchar"
	}
	return column + "::varchar"
}
