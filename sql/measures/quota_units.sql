-- One row per participant, metric and month with a target that is a number of things, and one per relief from it, below zero.
-- title: Quota in units
-- kind: span
-- unit: count
-- attributes: metric, territory_id, kind
with target as (
    select
        concat_ws('|', coalesce(participant_id, ''), territory_id, metric, currency, first_day) as fact_key,
        metric || ' target of ' || strftime(first_day, '%B %Y') as label,
        'target' as kind,
        first_day,
        until_on,
        participant_id,
        target_minor as written_minor,
        currency,
        metric,
        territory_id,
        _file,
        _row
    from core.target
    where target_minor is not null
),

relief as (
    select
        concat_ws('|', 'relief', participant_id, territory_id, metric, currency, first_day, _file, _row) as fact_key,
        'relief from the ' || metric || ' target of ' || strftime(first_day, '%B %Y') || ': ' || reason as label,
        'relief' as kind,
        first_day,
        until_on,
        participant_id,
        -relieved_minor as written_minor,
        currency,
        metric,
        territory_id,
        _file,
        _row
    from core.quota_relieved
),

written as (
    select * from target
    union all
    select * from relief
),

-- A quarter's 10 written as columns of quarters are 3.33, 3.33 and 3.34 in its months. Whole units that add up to it are
-- the differences of the rounded running total of the year: 3, 4 and 3.
running as (
    select
        *,
        sum(written_minor) over (
            partition by participant_id, territory_id, metric, currency, kind, year(first_day)
            order by first_day, fact_key
        )::bigint as to_date_minor
    from written
),

final as (
    select
        *,
        cast(rounded_share(to_date_minor, 1, minor_unit(currency)) as bigint)
        - cast(rounded_share(to_date_minor - written_minor, 1, minor_unit(currency)) as bigint) as units
    from running
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
    units as value,
    'count' as unit,
    null::varchar as currency,
    metric,
    territory_id,
    kind,
    _file,
    _row
from final
