-- One row per lead, with the participant who owns it.
-- key: lead_id
-- deleted: flagged
with repeated as (
    select
        lead_id,
        count(*) as record_count
    from united.lead
    where lead_id is not null
    group by lead_id
    having count(*) > 1
),

ranked as (
    select
        record.*,
        repeated.record_count,
        row_number() over (
            partition by record.lead_id
            order by is_deleted is true, qualified_on nulls last, converted_on nulls last, record
        ) as position
    from united.lead as record
    join repeated on record.lead_id = repeated.lead_id
    where record.lead_id is not null
),

kept as (
    select
        record.*,
        1::bigint as record_count
    from united.lead as record
    anti join repeated on record.lead_id = repeated.lead_id
    where record.lead_id is not null
    union all
    select * exclude (position)
    from ranked
    where position = 1
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
from kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.qualified_on, kept.created_on, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.qualified_on, kept.created_on, getvariable('as_of')) < owner.until_on
