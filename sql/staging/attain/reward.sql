-- One row per reward, as landed: what was given out to somebody, to be redeemed.
-- feeds: reward
-- column reward_id: reward_id text required
-- column owner_id: participant text
-- column account_id: account_id salesforce_id
-- column programme: programme text
-- column amount: amount money(currency)
-- column currency: currency text
-- column distributed_on: distributed_on date required
-- column redeemed_on: redeemed_on date
-- column expires_on: expires_on date
-- column is_deleted: is_deleted boolean
select
    reward_id,
    owner_id,
    account_id,
    programme,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    distributed_on,
    redeemed_on,
    expires_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_reward
