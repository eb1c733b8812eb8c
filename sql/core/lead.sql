-- One row per lead, with the participant who owns it.
-- key: lead_id
-- deleted: flagged
with ranked as (
    select
        record.*,
        count(*) over (partition by lead_id) as record_count,
        row_number() over (
            partition by lead_id
            order by is_deleted is true, qualified_on nulls last, converted_on nulls last, record
        ) as position
    from united.lead as record
    where lead_id is not null
)

select
    kept.lead_id,
    kept.owner_id,
    owner.participant_id,
    kept.status,
    kept.created_on,
    kept.qualified_on,
    coalesce(kept.is_accepted, kept.accepted_on is not null) as is_accepted,
    kept.accepted_on,
    kept.converted_on,
    kept.opportunity_id,
    kept.account_id,
    kept.lead_source,
    kept.campaign_id,
    coalesce(kept.is_deleted, false) as is_deleted,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.qualified_on, kept.created_on, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.qualified_on, kept.created_on, getvariable('as_of')) < owner.until_on
where kept.position = 1
