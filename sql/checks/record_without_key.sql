-- One row per record without a key that can be read.
-- title: Every record has a key
-- severity: leave_out
with keyed as (
    select 'opportunity' as entity, opportunity_id as key, _file, _row
    from staging.salesforce_opportunity
    union all
    select 'opportunity' as entity, opportunity_id as key, _file, _row
    from staging.attain_opportunity
    union all
    select 'user' as entity, user_id as key, _file, _row
    from staging.salesforce_user
    union all
    select 'participant' as entity, participant_id as key, _file, _row
    from staging.workday_worker
    union all
    select 'participant' as entity, participant_id as key, _file, _row
    from staging.attain_participant
    union all
    select 'account' as entity, account_id as key, _file, _row
    from staging.salesforce_account
    union all
    select 'account' as entity, account_id as key, _file, _row
    from staging.attain_account
    union all
    select 'lead' as entity, lead_id as key, _file, _row
    from staging.salesforce_lead
    union all
    select 'lead' as entity, lead_id as key, _file, _row
    from staging.attain_lead
    union all
    select 'survey_response' as entity, response_id as key, _file, _row
    from staging.attain_survey_response
)

select
    entity as record,
    entity || ' has no key' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from keyed
where key is null
