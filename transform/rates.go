package transform

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"attain/config"
)

// MarketRates are the exchange rates of the extracts, by pair, kind and day, exact: what a plan may convert at, beside
// the plan rates of attain.yaml. A workspace that converts at plan rates only gets only those.
func (w *Warehouse) MarketRates(ctx context.Context) ([]config.MarketRate, error) {
	kinds := "'plan'"
	if w.opts.Workspace.MarketRates() {
		kinds = "'plan', 'spot', 'average'"
	}
	var out []config.MarketRate
	err := w.each(ctx, `select from_currency, to_currency, kind, cast(rate as varchar), first_day, until_on, coalesce(_file, ''), coalesce(_row, 0)
		from core.exchange_rate where kind in (`+kinds+`) order by from_currency, to_currency, kind, first_day`, func(rows *sql.Rows) error {
		var r config.MarketRate
		var rate string
		var first, until time.Time
		err := rows.Scan(&r.From, &r.To, &r.Kind, &rate, &first, &until, &r.File, &r.Row)
		if err != nil {
			return err
		}
		r.First, r.End = dayOf(first), dayOf(until)
		if r.Rate, err = config.ParseRatio(rate); err != nil {
			return fmt.Errorf("%s:%d: %w", r.File, r.Row, err)
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("exchange rates: %w", err)
	}
	return out, nil
}

// readPlanCuts finds the days on which a plan rate changes.
func (w *Warehouse) readPlanCuts(ctx context.Context) error {
	market, err := w.MarketRates(ctx)
	if err != nil {
		return err
	}
	w.planCuts = config.NewRates(w.opts.Workspace.Currencies, w.opts.Workspace.Calendar, market).PlanCuts()
	return nil
}
