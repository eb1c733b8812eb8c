-- One row per record of an account that was handed over, as landed: who had it keeps a share of what is won for a while.
-- feeds: account_hand_over
-- column account_id: account|account_id salesforce_id required
-- column owner_id: participant|from text required
-- column handed_over_on: handed_over_on date required
-- column tail_months: tail_months number required
-- column tail_share: tail_share number required
-- column is_deleted: is_deleted boolean
select
    account_id,
    owner_id,
    -- The first day on which somebody else has it.
    handed_over_on,
    tail_months,
    -- Millionths: 25 % is 250,000.
    case when abs(tail_share) < 9999999999 then cast(tail_share * 10000 as bigint) end as share_millionths,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_account_hand_over
