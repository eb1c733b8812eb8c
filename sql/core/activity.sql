-- One row per call, e-mail, meeting or other activity, with the participant whose it was.
-- key: activity_id
-- needs: occurred_at
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by activity_id) as record_count,
        row_number() over (partition by activity_id order by record) as position
    from united.activity as record
    where activity_id is not null and occurred_at is not null and is_deleted is not true
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
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and cast(kept.occurred_at as date) >= owner.first_day
    and cast(kept.occurred_at as date) < owner.until_on
where kept.position = 1
