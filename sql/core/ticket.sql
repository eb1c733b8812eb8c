-- One row per support ticket, with the participant who handles it.
-- key: ticket_id
-- needs: opened_at
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by ticket_id) as record_count,
        row_number() over (partition by ticket_id order by record) as position
    from united.ticket as record
    where ticket_id is not null and opened_at is not null and is_deleted is not true
)

select
    kept.ticket_id,
    coalesce(link.account_id, kept.account_id) as account_id,
    kept.owner_id,
    owner.participant_id,
    kept.opened_at,
    kept.first_replied_at,
    kept.resolved_at,
    kept.due_at,
    kept.status,
    kept.priority,
    kept.product_id,
    kept.team,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and cast(kept.opened_at as date) >= owner.first_day
    and cast(kept.opened_at as date) < owner.until_on
left join core.account_link as link on kept._system = link.system and kept.account_id = link.external_id
where kept.position = 1
