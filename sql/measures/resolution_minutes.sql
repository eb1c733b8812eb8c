-- One row per ticket that was resolved, on the day of it, for whose it is: the minutes since it was opened.
-- title: Minutes to resolution
-- kind: flow
-- unit: minutes
-- attributes: priority, product_id
select
    ticket_id as fact_key,
    ticket_id as source_key,
    'Ticket ' || ticket_id as label,
    cast(resolved_at as date) as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    date_diff('minute', opened_at, resolved_at) as value,
    'minutes' as unit,
    null::varchar as currency,
    priority,
    product_id,
    attributes,
    _file,
    _row
from core.ticket
where resolved_at >= opened_at
    and coalesce(status, '') not in ('spam', 'deleted', 'merged', 'cancelled', 'canceled', 'duplicate')
