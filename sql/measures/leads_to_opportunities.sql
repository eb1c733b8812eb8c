-- One row per qualified lead that became an opportunity, on the day it was qualified (the cohort of leads_qualified), for its owner.
-- title: Qualified leads that became opportunities
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
where opportunity_id is not null
    and qualified_on is not null
    and not is_deleted
    -- A lead that does not say when it was converted has been by now.
    and coalesce(converted_on, qualified_on) <= getvariable('as_of')
