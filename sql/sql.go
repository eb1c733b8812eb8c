// Package sql is the warehouse's models: one SELECT a file, in the layers staging, core, measures and checks. README.md
// beside it says what every layer holds, and the columns.
package sql

import "embed"

// Files holds staging/SYSTEM/ENTITY.sql, core/NAME.sql, measures/NAME.sql and checks/NAME.sql.
//
//go:embed staging core measures checks
var Files embed.FS
