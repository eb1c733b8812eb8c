-- One row per amount in a currency that is none.
-- title: Every amount is in a currency of ISO 4217
-- severity: hold
with amount as (
    select 'deal ' || coalesce(name, opportunity_id) as what, opportunity_id as record, participant_id, close_on as day, 'core.opportunity' as touches, amount_minor, currency, _file, _row
    from core.opportunity
    where not is_deleted and outcome is distinct from 'lost'
    union all
    select 'invoice ' || invoice_id as what, invoice_id as record, null::varchar as participant_id, invoiced_on as day, 'core.invoice' as touches, total_minor as amount_minor, currency, _file, _row
    from core.invoice
    where is_revenue
    union all
    select 'cost of ' || category as what, null::varchar as record, null::varchar as participant_id, null::date as day, 'core.cost' as touches, amount_minor, currency, _file, _row
    from core.cost
    union all
    select 'target of ' || participant_id as what, participant_id as record, participant_id, first_day as day, 'core.target' as touches, target_minor as amount_minor, currency, _file, _row
    from core.target
)

select
    record,
    what || ': "' || currency || '" is no currency; write its code of three letters, such as USD' as message,
    amount_minor,
    currency,
    participant_id,
    day,
    touches,
    _file,
    _row
from amount
where amount_minor <> 0 and currency is not null and not known_currency(currency)
