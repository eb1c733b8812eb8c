-- One row per record a measure counts of which a day, an amount or another value is there and cannot be read.
-- title: What a measure counts can be read
-- severity: hold
with unread as (
    select
        _file,
        _row,
        string_agg(column_name || ': ' || reason, '; ' order by column_name) as reason
    from checks.reject
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
        responded_on as day,
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
        effective_on as day,
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
        month as day,
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
        invoiced_on as day,
        _system,
        _file,
        _row
    from united.invoice
    union all
    select
        'core.credit_note' as touches,
        credit_note_id as record,
        'credit note ' || credit_note_id as label,
        null::varchar as owner_id,
        account_id,
        credited_on as day,
        _system,
        _file,
        _row
    from united.credit_note
    union all
    select
        'core.payment' as touches,
        payment_id as record,
        'payment ' || payment_id as label,
        null::varchar as owner_id,
        account_id,
        paid_on as day,
        _system,
        _file,
        _row
    from united.payment
    union all
    select
        'core.lead' as touches,
        lead_id as record,
        'lead ' || lead_id as label,
        owner_id,
        account_id,
        qualified_on as day,
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
        cast(occurred_at as date) as day,
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
        cast(resolved_at as date) as day,
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
        cast(started_at as date) as day,
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
        delivered_on as day,
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
        distributed_on as day,
        _system,
        _file,
        _row
    from united.reward
    union all
    select
        'core.referral' as touches,
        referral_id as record,
        'referral ' || referral_id as label,
        null::varchar as owner_id,
        null::varchar as account_id,
        joined_on as day,
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
        period as day,
        _system,
        _file,
        _row
    from united.forecast_submission
    union all
    select
        'core.objective' as touches,
        objective_id as record,
        'objective ' || objective_id as label,
        owner_id,
        null::varchar as account_id,
        last_day as day,
        _system,
        _file,
        _row
    from united.objective
)

select
    counted.record,
    coalesce(counted.label || ': ', '') || unread.reason as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    coalesce(owner.participant_id, account.customer_success_manager_id) as participant_id,
    counted.day,
    counted.touches,
    counted._file,
    counted._row
from unread
join counted on unread._file = counted._file and unread._row = counted._row
left join core.identity as owner
    on counted._system = owner._system
    and counted.owner_id = owner.user_id
    and coalesce(counted.day, getvariable('as_of')) >= owner.first_day
    and coalesce(counted.day, getvariable('as_of')) < owner.until_on
left join core.account_link as link on counted._system = link.system and counted.account_id = link.external_id
left join core.account as account on coalesce(link.account_id, counted.account_id) = account.account_id
