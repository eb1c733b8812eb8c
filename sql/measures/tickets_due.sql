-- One row per ticket with a due time that has passed, on the day it was due, for whose it is.
-- title: Tickets whose time was up
-- kind: flow
-- unit: count
-- attributes: priority, product_id
select
    ticket_id as fact_key,
    ticket_id as source_key,
    'Ticket ' || ticket_id as label,
    cast(due_at as date) as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    priority,
    product_id,
    attributes,
    _file,
    _row
from core.ticket
where due_at is not null
    and coalesce(status, '') not in ('spam', 'deleted', 'merged', 'cancelled', 'canceled', 'duplicate')
