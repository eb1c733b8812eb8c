-- One row per ticket, payment, credit note or other record of an account that is not among the accounts.
-- title: What belongs to a customer belongs to an account we have
-- severity: warn
with reference as (
    select 'ticket ' || coalesce(ticket_id, 'of record ' || _row) as what, ticket_id as record, account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.ticket
    union all
    select 'payment ' || coalesce(payment_id, 'of record ' || _row) as what, payment_id as record, account_id, amount_minor, currency, _file, _row
    from core.payment
    where is_received
    union all
    select 'credit note ' || coalesce(credit_note_id, 'of record ' || _row) as what, credit_note_id as record, account_id, amount_minor, currency, _file, _row
    from core.credit_note
    where is_issued
    union all
    select 'activity ' || coalesce(activity_id, 'of record ' || _row) as what, activity_id as record, account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.activity
    union all
    select 'response ' || coalesce(response_id, 'of record ' || _row) as what, response_id as record, account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.campaign_response
    union all
    select 'answer ' || coalesce(response_id, 'of record ' || _row) as what, response_id as record, account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.survey_response
    union all
    select 'user ' || coalesce(user_id, 'of record ' || _row) as what, user_id as record, account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.product_user
)

select
    record,
    what || ': account ' || account_id || ' is not among the accounts' as message,
    amount_minor,
    currency,
    _file,
    _row
from reference
where account_id is not null
    and exists (select 1 from core.account)
    and account_id not in (select account_id from core.account)
