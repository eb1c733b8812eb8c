-- One row per record a measure counts of which a day, an amount or another value is there and cannot be read.
-- title: What a measure counts can be read
-- severity: hold
with unread as (
    select
        _file,
        _row,
        string_agg(column_name || ': ' || reason, '; ' order by column_name) as reason,
        -- Without a day that can be read, and where the record itself may not stand, any day may be meant.
        bool_or(column_name in ('month', 'period', 'is_deleted', 'is_current') or column_name[-3:] in ('_on', '_at', 'day')) as has_day
    from checks.reject
    -- No measure looks at these.
    where column_name not in ('first_replied_at', 'expires_on', 'duration_minutes', 'quantity')
    group by _file, _row
),

-- Without an owner, a record is of whoever looks after its account.
counted as (
    select
        'core.survey_response' as touches,
        response_id as record,
        survey || ' answer ' || response_id as label,
        owner_id,
        account_id,
        [responded_on] as days,
        _system,
        _file,
        _row
    from united.survey_response
    union all
    select
        'core.subscription' as touches,
        subscription_id as record,
        'subscription ' || subscription_id as label,
        null::varchar as owner_id,
        account_id,
        null::date[] as days,
        _system,
        _file,
        _row
    from united.subscription
    union all
    select
        'core.cost' as touches,
        category as record,
        category || ' cost' as label,
        null::varchar as owner_id,
        null::varchar as account_id,
        [month] as days,
        _system,
        _file,
        _row
    from united.cost
    union all
    select
        'core.invoice' as touches,
        invoice_id as record,
        'invoice ' || invoice_id as label,
        null::varchar as owner_id,
        account_id,
        [invoiced_on, coalesce(due_on, invoiced_on), paid_on] as days,
        _system,
        _file,
        _row
    from united.invoice
    union all
    select
        'core.credit_note' as touches,
        note.credit_note_id as record,
        'credit note ' || note.credit_note_id as label,
        null::varchar as owner_id,
        coalesce(note.account_id, invoice.account_id) as account_id,
        [note.credited_on, invoice.invoiced_on, invoice.due_on] as days,
        note._system,
        note._file,
        note._row
    from united.credit_note as note
    left join core.invoice as invoice on note.invoice_id = invoice.invoice_id
    union all
    select
        'core.payment' as touches,
        payment.payment_id as record,
        'payment ' || payment.payment_id as label,
        null::varchar as owner_id,
        coalesce(payment.account_id, invoice.account_id) as account_id,
        [payment.paid_on, invoice.invoiced_on, invoice.due_on] as days,
        payment._system,
        payment._file,
        payment._row
    from united.payment as payment
    left join core.invoice as invoice on payment.invoice_id = invoice.invoice_id
    union all
    select
        'core.lead' as touches,
        lead_id as record,
        'lead ' || lead_id as label,
        owner_id,
        account_id,
        [qualified_on, created_on] as days,
        _system,
        _file,
        _row
    from united.lead
    union all
    select
        'core.activity' as touches,
        activity_id as record,
        'activity ' || activity_id as label,
        owner_id,
        account_id,
        [cast(occurred_at as date)] as days,
        _system,
        _file,
        _row
    from united.activity
    union all
    select
        'core.ticket' as touches,
        ticket_id as record,
        'ticket ' || ticket_id as label,
        owner_id,
        account_id,
        [cast(resolved_at as date), cast(due_at as date)] as days,
        _system,
        _file,
        _row
    from united.ticket
    union all
    select
        'core.incident' as touches,
        incident_id as record,
        'incident ' || incident_id as label,
        null::varchar as owner_id,
        null::varchar as account_id,
        null::date[] as days,
        _system,
        _file,
        _row
    from united.incident
    union all
    select
        'core.release_item' as touches,
        item_id as record,
        'item ' || item_id as label,
        owner_id,
        null::varchar as account_id,
        [delivered_on] as days,
        _system,
        _file,
        _row
    from united.release_item
    union all
    select
        'core.reward' as touches,
        reward_id as record,
        'reward ' || reward_id as label,
        owner_id,
        account_id,
        [distributed_on] as days,
        _system,
        _file,
        _row
    from united.reward
    union all
    select
        'core.referral' as touches,
        referral_id as record,
        'referral ' || referral_id as label,
        case when coalesce(kind, 'employee') = 'employee' then referrer_id end as owner_id,
        coalesce(account_id, referrer_id) as account_id,
        [eligible_on] as days,
        _system,
        _file,
        _row
    from united.referral
    union all
    select
        'core.forecast_submission' as touches,
        owner_id as record,
        'forecast of ' || owner_id as label,
        owner_id,
        null::varchar as account_id,
        [period] as days,
        _system,
        _file,
        _row
    from united.forecast_submission
    union all
    select
        'core.hours' as touches,
        record_id as record,
        'hours of ' || owner_id as label,
        owner_id,
        null::varchar as account_id,
        [day] as days,
        _system,
        _file,
        _row
    from united.hours
    union all
    select
        'core.objective' as touches,
        objective_id as record,
        'objective ' || objective_id as label,
        owner_id,
        null::varchar as account_id,
        [last_day] as days,
        _system,
        _file,
        _row
    from united.objective
),

-- Measures count one record by several days: an invoice when it was made out, was due and was paid.
dated as (
    select
        counted.* exclude (days),
        unread.reason,
        unnest(case when unread.has_day or counted.days is null or len(list_distinct(counted.days)) = 0 then [null::date] else list_distinct(counted.days) end) as day
    from unread
    join counted on unread._file = counted._file and unread._row = counted._row
)

select distinct
    counted.record,
    coalesce(counted.label || ': ', '') || counted.reason as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    coalesce(owner.participant_id, account.customer_success_manager_id) as participant_id,
    counted.day,
    counted.touches,
    counted._file,
    counted._row
from dated as counted
left join core.identity as owner
    on counted._system = owner._system
    and counted.owner_id = owner.user_id
    -- Of a seat that changed hands, on a day nobody knows, anybody's.
    and coalesce(counted.day, owner.first_day) >= owner.first_day
    and coalesce(counted.day, owner.first_day) < owner.until_on
left join core.account_link as link on counted._system = link.system and counted.account_id = link.external_id
left join core.account as account on coalesce(link.account_id, counted.account_id) = account.account_id
