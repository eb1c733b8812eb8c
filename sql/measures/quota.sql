-- One row per participant, metric, currency and month with a target, and one per relief from it, below zero.
-- title: Quota
-- kind: span
-- unit: money
-- attributes: metric, territory_id, kind
with target as (
    select
        concat_ws('|', coalesce(participant_id, ''), territory_id, metric, currency, first_day) as fact_key,
        metric || ' target of ' || strftime(first_day, '%B %Y') as label,
        'target' as kind,
        first_day,
        until_on,
        participant_id,
        target_minor as value,
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
        -relieved_minor as value,
        currency,
        metric,
        territory_id,
        _file,
        _row
    from core.quota_relieved
),

final as (
    select * from target
    union all
    select * from relief
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
    value,
    'money' as unit,
    currency,
    metric,
    territory_id,
    kind,
    _file,
    _row
from final
