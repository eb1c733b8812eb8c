-- One row per one who may take part in a referral programme, on the day they became eligible.
-- title: Eligible for a referral programme
-- kind: flow
-- unit: count
-- attributes: programme, kind
select
    referral_id as fact_key,
    referral_id as source_key,
    coalesce(programme || ': ', '') || 'referral ' || referral_id as label,
    eligible_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    programme,
    kind,
    attributes,
    _file,
    _row
from core.referral
where eligible_on is not null
