-- One row per participant, month and currency: the last commitment submitted before the month began.
-- title: Forecast
-- kind: span
-- unit: money
with ranked as (
    select
        *,
        row_number() over (
            partition by coalesce(participant_id, _system || '|' || owner_id), currency, period
            order by submitted_on desc, amount_minor desc, _file, _row
        ) as position
    from core.forecast_submission
    -- What is submitted while the month runs has seen some of it. Best case and pipeline are hopes, not commitments.
    where submitted_on < period
        and amount_minor is not null
        and coalesce(category, 'commit') in ('commit', 'committed', 'forecast')
)

select
    concat_ws('|', coalesce(participant_id, _system || '|' || owner_id), currency, period) as fact_key,
    concat_ws('|', coalesce(participant_id, _system || '|' || owner_id), currency, period) as source_key,
    'Forecast of ' || strftime(period, '%B %Y') || ' submitted on ' || submitted_on as label,
    period as day,
    cast(period + interval 1 month as date) as until_on,
    participant_id,
    null::varchar as account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    amount_minor as value,
    'money' as unit,
    currency,
    attributes,
    _file,
    _row
from ranked
where position = 1
