-- One row per referral, as landed: somebody who may take part in a referral programme.
-- feeds: referral
-- column referral_id: referral_id text required
-- column programme: programme text
-- column referrer_id: referrer text
-- column kind: kind text
-- column eligible_on: eligible_on date required
-- column joined_on: joined_on date
-- column opportunity_id: opportunity_id salesforce_id
-- column account_id: account_id salesforce_id
-- column is_deleted: is_deleted boolean
select
    referral_id,
    programme,
    -- A participant or an account, as kind says.
    referrer_id,
    lower(kind) as kind,
    eligible_on,
    joined_on,
    opportunity_id,
    account_id,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_referral
