-- One row per participant, metric, currency and month: what the participant is meant to reach.
with ranked as (
    select
        *,
        row_number() over (partition by participant_id, metric, currency, month order by quota_minor desc nulls last, _file, _row) as position
    from staging.attain_quota
    where participant_id is not null and month is not null
)

select
    participant_id,
    metric,
    currency,
    month as first_day,
    cast(month + interval 1 month as date) as until_on,
    quota_minor as target_minor,
    _file,
    _row
from ranked
where position = 1
