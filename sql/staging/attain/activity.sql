-- One row per activity record, as landed: a call, an e-mail, a meeting.
-- feeds: activity
-- column activity_id: activity_id text required
-- column kind: kind text required
-- column owner_id: owner|participant text
-- column account_id: account_id salesforce_id
-- column opportunity_id: opportunity_id salesforce_id
-- column lead_id: lead_id salesforce_id
-- column occurred_at: occurred_at timestamp required
-- column outcome: outcome text
-- column is_qualified: is_qualified boolean
-- column duration_minutes: duration_minutes number
-- column is_deleted: is_deleted boolean
select
    activity_id,
    replace(lower(kind), ' ', '_') as kind,
    owner_id,
    account_id,
    opportunity_id,
    lead_id,
    occurred_at,
    replace(lower(outcome), ' ', '_') as outcome,
    is_qualified,
    duration_minutes,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_activity
