-- One row per won opportunity with a first touch, on the day it closed, for its owner.
-- title: Days from first touch to close
-- kind: flow
-- unit: days
-- attributes: deal_type, lead_source, stage, territory_id
select
    opportunity_id as fact_key,
    opportunity_id as source_key,
    name as label,
    close_on as day,
    participant_id,
    account_id,
    credit_type,
    10000::bigint as share_bp,
    cast(close_on - first_touch_on as bigint) as value,
    'days' as unit,
    null::varchar as currency,
    deal_type,
    lead_source,
    stage,
    territory_id,
    attributes,
    _file,
    _row
from core.deal_owner
where outcome = 'won' and not is_deleted and close_on >= first_touch_on
