-- One row per participant or territory, metric, currency and month or period: what is meant to be reached.
with dated as (
    select
        record.*,
        coalesce(period.first_day, record.month) as first_day,
        coalesce(period.until_on, cast(record.month + interval 1 month as date)) as until_on
    from united.target as record
    left join calendar.period as period on record.period = period.label
),

known as (
    select
        record.*,
        -- A target of somebody HR does not know keeps the number it was given for: see checks/target_without_assignment.
        coalesce(owner.participant_id, record.owner_id) as participant_id
    from dated as record
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and record.first_day >= owner.first_day
        and record.first_day < owner.until_on
    where (record.owner_id is not null or record.territory_id is not null) and record.first_day is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by participant_id, territory_id, metric, currency, first_day, until_on
            order by quota_minor desc nulls last, _file, _row
        ) as position
    from known
)

select
    participant_id,
    territory_id,
    metric,
    currency,
    first_day,
    until_on,
    quota_minor as target_minor,
    attributes,
    _system,
    _file,
    _row
from ranked
where position = 1
