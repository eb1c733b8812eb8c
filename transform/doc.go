// Package transform is the warehouse. What flows in is landed files and, from plans, conditions in SQL; what flows out
// is Arrow: numbers for windows, the facts behind them, and assignments. It is the only package that knows DuckDB.
//
// The words:
//
//	layer     raw, staging, core, measures or checks: a schema of the warehouse, each built from those before it
//	model     one .sql file, one SELECT, one relation: staging/salesforce/opportunity.sql is staging.salesforce_opportunity
//	column    what a staging model declares it reads: our name, their name, how it is written
//	reject    a value that is there and cannot be read as its column's type; the value is null from then on
//	check     a model that must return nothing; its title is the truth that does not hold
//	fact      one row of a measure
//
// The warehouse holds nothing that cannot be rebuilt from the landed files. A Warehouse is used by one goroutine at a
// time; readers it gives out may be read while it answers something else.
package transform
