-- One row per call, e-mail, meeting or other activity, with the participant whose it was.
-- key: activity_id
-- needs: occurred_at
-- deleted: left out
with repeated as (
    select
        activity_id,
        count(*) as record_count
    from united.activity
    where activity_id is not null and occurred_at is not null and is_deleted is not true
    group by activity_id
    having count(*) > 1
),

ranked as (
    select
        record.*,
        repeated.record_count,
        row_number() over (
            partition by record.activity_id
            order by record
        ) as position
    from united.activity as record
    join repeated on record.activity_id = repeated.activity_id
    where record.activity_id is not null and occurred_at is not null and is_deleted is not true
),

kept as (
    select
        record.*,
        1::bigint as record_count
    from united.activity as record
    anti join repeated on record.activity_id = repeated.activity_id
    where record.activity_id is not null and occurred_at is not null and is_deleted is not true
    union all
    select * exclude (position)
    from ranked
    where position = 1
)

select
    kept.activity_id,
    kept.kind,
    kept.owner_id,
    owner.participant_id,
    kept.account_id,
    kept.opportunity_id,
    kept.lead_id,
    kept.occurred_at,
    cast(kept.occurred_at as date) as occurred_on,
    kept.outcome,
    kept.is_qualified,
    kept.duration_minutes,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and cast(kept.occurred_at as date) >= owner.first_day
    and cast(kept.occurred_at as date) < owner.until_on
