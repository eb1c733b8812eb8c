-- One row per approval of a deal in our own shape, as landed.
-- feeds: deal_approval
-- column approval_id: approval_id text required
-- column opportunity_id: opportunity_id salesforce_id required
-- column kind: kind text
-- column status: status text
-- column requested_on: requested_on date
-- column decided_on: decided_on date
-- column owner_id: approver text
-- column discount: discount number
-- column is_deleted: is_deleted boolean
select
    approval_id,
    opportunity_id,
    replace(lower(kind), ' ', '_') as kind,
    replace(lower(status), ' ', '_') as status,
    requested_on,
    decided_on,
    owner_id,
    -- Millionths: a discount of 12.5 % is 125,000.
    case when abs(discount) < 9999999999 then cast(discount * 10000 as bigint) end as discount_millionths,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_deal_approval
