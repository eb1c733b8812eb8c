-- One row per ticket that was resolved before it was due, on the day it was due (the cohort of tickets_due), for whose it is.
-- title: Tickets resolved in time
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
where resolved_at <= due_at
    and coalesce(status, '') not in ('spam', 'deleted', 'merged', 'cancelled', 'canceled', 'duplicate')
