-- One row per participant or territory, metric, currency and month: what is meant to be reached.
with known as (
    select
        record.*,
        -- A target of somebody HR does not know keeps the number it was given for: see checks/target_without_assignment.
        coalesce(owner.participant_id, record.owner_id) as participant_id
    from united.target as record
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and record.month >= owner.first_day
        and record.month < owner.until_on
    where (record.owner_id is not null or record.territory_id is not null) and record.month is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by participant_id, territory_id, metric, currency, month
            order by quota_minor desc nulls last, _file, _row
        ) as position
    from known
)

select
    participant_id,
    territory_id,
    metric,
    currency,
    month as first_day,
    cast(month + interval 1 month as date) as until_on,
    quota_minor as target_minor,
    attributes,
    _system,
    _file,
    _row
from ranked
where position = 1
