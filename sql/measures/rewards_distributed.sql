-- One row per reward, on the day it was handed out, for who got it.
-- title: Rewards handed out
-- kind: flow
-- unit: count
-- attributes: programme
select
    reward_id as fact_key,
    reward_id as source_key,
    coalesce(programme || ': ', '') || 'reward ' || reward_id as label,
    distributed_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    programme,
    attributes,
    _file,
    _row
from core.reward
where distributed_on is not null
