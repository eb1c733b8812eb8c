-- One row per approval asked for a deal, with the participant who decides.
-- key: approval_id
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by approval_id) as record_count,
        row_number() over (partition by approval_id order by record) as position
    from united.deal_approval as record
    where approval_id is not null and is_deleted is not true
)

select
    kept.approval_id,
    kept.opportunity_id,
    kept.kind,
    kept.status,
    kept.requested_on,
    kept.decided_on,
    kept.owner_id,
    owner.participant_id,
    kept.discount_millionths,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.decided_on, kept.requested_on, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.decided_on, kept.requested_on, getvariable('as_of')) < owner.until_on
where kept.position = 1
