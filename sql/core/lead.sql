-- One row per lead, with the participant who owns it.
with staged as (
    select
        lead.lead_id,
        owner.participant_id,
        lead.status,
        lead.created_on,
        lead.qualified_on,
        lead.converted_on,
        lead.opportunity_id,
        lead.lead_source,
        lead.is_deleted,
        lead.attributes,
        lead._file,
        lead._row
    from staging.salesforce_lead as lead
    left join core.user as owner on lead.owner_id = owner.user_id
    union all
    select
        lead.lead_id,
        participant.participant_id,
        lead.status,
        lead.created_on,
        lead.qualified_on,
        lead.converted_on,
        lead.opportunity_id,
        lead.lead_source,
        false as is_deleted,
        lead.attributes,
        lead._file,
        lead._row
    from staging.attain_lead as lead
    left join core.participant as participant on lead.participant_id = participant.participant_id
),

ranked as (
    select
        *,
        count(*) over (partition by lead_id) as record_count,
        row_number() over (
            partition by lead_id
            order by
                is_deleted, qualified_on nulls last, converted_on nulls last, opportunity_id, participant_id, status, created_on,
                lead_source, cast(attributes as varchar), _file, _row
        ) as position
    from staged
    where lead_id is not null
)

select * exclude (position)
from ranked
where position = 1
