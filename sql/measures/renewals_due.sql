-- One row per renewal opportunity, on the day it is due, for the one who looks after the account, else its owner.
-- title: Renewals due
-- kind: flow
-- unit: count
-- attributes: stage, lead_source, territory_id
select
    opportunity.opportunity_id as fact_key,
    opportunity.opportunity_id as source_key,
    opportunity.name as label,
    opportunity.close_on as day,
    coalesce(account.customer_success_manager_id, opportunity.participant_id) as participant_id,
    opportunity.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    opportunity.stage,
    opportunity.lead_source,
    opportunity.territory_id,
    coalesce(opportunity.attributes, account.attributes) as attributes,
    opportunity._file,
    opportunity._row
from core.opportunity as opportunity
left join core.account as account on opportunity.account_id = account.account_id
where opportunity.deal_type = 'renewal' and not opportunity.is_deleted and opportunity.close_on is not null
