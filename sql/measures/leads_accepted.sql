-- One row per qualified lead that sales has accepted by now, on the day it was qualified (the cohort of leads_qualified), for its owner.
-- title: Qualified leads that sales accepted
-- kind: flow
-- unit: count
-- attributes: lead_source, status
select
    lead_id as fact_key,
    lead_id as source_key,
    'Lead ' || lead_id as label,
    qualified_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    lead_source,
    status,
    attributes,
    _file,
    _row
from core.lead
where qualified_on is not null
    and not is_deleted
    -- Converted is accepted, whether or not the box is ticked; without a day it has happened by now.
    and (is_accepted or accepted_on is not null or opportunity_id is not null)
    and coalesce(accepted_on, converted_on, qualified_on) <= getvariable('as_of')
