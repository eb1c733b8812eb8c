-- One row per opportunity, with the participant who owns it.
with staged as (
    select
        opportunity.opportunity_id,
        opportunity.account_id,
        opportunity.name,
        opportunity.stage,
        opportunity.outcome,
        opportunity.amount_minor,
        opportunity.currency,
        opportunity.close_on,
        opportunity.deal_type,
        opportunity.owner_id,
        owner.participant_id,
        opportunity.created_on,
        opportunity.modified_at,
        opportunity.lead_source,
        opportunity.first_touch_on,
        opportunity.is_deleted,
        opportunity.attributes,
        opportunity._file,
        opportunity._row
    from staging.salesforce_opportunity as opportunity
    left join core.user as owner on opportunity.owner_id = owner.user_id
    where opportunity.opportunity_id is not null
    union all
    select
        opportunity.opportunity_id,
        opportunity.account_id,
        opportunity.name,
        opportunity.stage,
        opportunity.outcome,
        opportunity.amount_minor,
        opportunity.currency,
        opportunity.close_on,
        opportunity.deal_type,
        opportunity.participant_id as owner_id,
        participant.participant_id,
        opportunity.created_on,
        opportunity.modified_at,
        opportunity.lead_source,
        opportunity.first_touch_on,
        false as is_deleted,
        opportunity.attributes,
        opportunity._file,
        opportunity._row
    from staging.attain_opportunity as opportunity
    left join core.participant as participant on opportunity.participant_id = participant.participant_id
    where opportunity.opportunity_id is not null
),

repeated as (
    select
        opportunity_id,
        count(*) as record_count
    from staged
    group by opportunity_id
    having count(*) > 1
),

-- Of records with one key the last modified stands. Where that does not decide, what they say does, and last their
-- place, so that the same records in other files give the same answer.
ranked as (
    select
        staged.*,
        repeated.record_count,
        row_number() over (
            partition by staged.opportunity_id
            order by
                modified_at desc nulls last, is_deleted, close_on desc, amount_minor desc, outcome, owner_id, currency, stage,
                deal_type, name, account_id, created_on, lead_source, first_touch_on, cast(attributes as varchar), _file, _row
        ) as position
    from staged
    join repeated on staged.opportunity_id = repeated.opportunity_id
)

select
    staged.*,
    1::bigint as record_count
from staged
anti join repeated on staged.opportunity_id = repeated.opportunity_id
union all
select * exclude (position)
from ranked
where position = 1
