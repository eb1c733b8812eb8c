-- One row per support ticket in our own shape, as landed.
-- feeds: ticket
-- column ticket_id: ticket_id text required
-- column account_id: account_id salesforce_id
-- column owner_id: owner|participant text
-- column opened_at: opened_at timestamp required
-- column first_replied_at: first_replied_at timestamp
-- column resolved_at: resolved_at timestamp
-- column status: status text
-- column priority: priority text
-- column product_id: product|product_id text
-- column due_at: due_at timestamp
-- column team: team text
-- column is_deleted: is_deleted boolean
select
    ticket_id,
    account_id,
    owner_id,
    opened_at,
    first_replied_at,
    resolved_at,
    replace(lower(status), ' ', '_') as status,
    replace(lower(priority), ' ', '_') as priority,
    product_id,
    due_at,
    team,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_ticket
