-- One row per participant, metric and month with a target that is a number of things, and one per relief from it, below zero.
-- title: Quota in units
-- kind: span
-- unit: count
-- attributes: metric, territory_id, kind
-- A quarter's 10 written as columns of quarters are 3.33, 3.33 and 3.34 in its months. Whole units that add up to it are
-- the differences of the rounded running total of the year: 3, 4 and 3.
with running as (
    select
        *,
        sum(written_minor) over (
            partition by participant_id, territory_id, metric, currency, kind, year(first_day)
            order by first_day, fact_key
        )::bigint as to_date_minor
    from core.quota_row
)

select
    fact_key,
    fact_key as source_key,
    label,
    first_day as day,
    until_on,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(rounded_share(to_date_minor, 1, minor_unit(currency)) as bigint)
    - cast(rounded_share(to_date_minor - written_minor, 1, minor_unit(currency)) as bigint) as value,
    'count' as unit,
    null::varchar as currency,
    metric,
    territory_id,
    kind,
    _file,
    _row
from running
