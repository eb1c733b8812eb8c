-- One row per Dynamics goal, as landed: a user's target for the period that begins on a day.
-- column owner_id: _goalownerid_value|goalownerid|Goal Owner guid required
-- column metric: _metricid_value@OData.Community.Display.V1.FormattedValue|Goal Metric text
-- column month: goalstartdate|From date required
-- column quota: targetmoney|Target (Money) money(currency_id) required
-- column currency_id: transactioncurrencyid.isocurrencycode|_transactioncurrencyid_value|transactioncurrencyid|Currency guid
select
    owner_id,
    -- The metric Dynamics comes with is revenue of opportunities.
    case when lower(metric) = 'revenue' then 'bookings' else replace(lower(metric), ' ', '_') end as metric,
    cast(date_trunc('month', month) as date) as month,
    quota as quota_minor,
    currency_id,
    attributes,
    _file,
    _row
from raw.dynamics_goal
