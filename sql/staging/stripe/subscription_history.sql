-- One row per version of a Stripe subscription where a replication service keeps its items in a table of their own.
-- column subscription_id: id text required
-- column is_newest: _fivetran_active boolean
-- column customer_id: customer_id|customer text
-- column account_id: metadata.account_id salesforce_id
-- column status: status text required
-- column created_at: created timestamp
-- column started_at: start_date timestamp
-- column trial_ended_at: trial_end timestamp
-- column ended_at: ended_at timestamp
select
    subscription_id,
    coalesce(is_newest, true) as is_newest,
    coalesce(account_id, customer_id) as account_id,
    status,
    coalesce(greatest(started_at, trial_ended_at), created_at) as begins_at,
    ended_at,
    attributes,
    _file,
    _row
from raw.stripe_subscription_history
