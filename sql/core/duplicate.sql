-- One row per record left out because another record with its key stands.
with opportunity_record as (
    select opportunity_id, amount_minor, currency, _file, _row
    from staging.salesforce_opportunity
    union all
    select opportunity_id, amount_minor, currency, _file, _row
    from staging.attain_opportunity
),

account_record as (
    select account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.salesforce_account
    union all
    select account_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.attain_account
),

user_record as (
    select user_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.salesforce_user
),

lead_record as (
    select lead_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.salesforce_lead
    union all
    select lead_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.attain_lead
),

invoice_record as (
    select invoice_id, total_minor, currency, _file, _row
    from staging.stripe_invoice
    union all
    select invoice_id, total_minor, currency, _file, _row
    from staging.attain_invoice
),

survey_response_record as (
    select response_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.attain_survey_response
),

product_user_record as (
    select user_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.attain_product_user
),

product_event_record as (
    select event_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from staging.attain_product_event
)

select
    'opportunity' as entity,
    record.opportunity_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from opportunity_record as record
join core.opportunity as kept on record.opportunity_id = kept.opportunity_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'account' as entity,
    record.account_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from account_record as record
join core.account as kept on record.account_id = kept.account_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'user' as entity,
    record.user_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from user_record as record
join core.user as kept on record.user_id = kept.user_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'lead' as entity,
    record.lead_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from lead_record as record
join core.lead as kept on record.lead_id = kept.lead_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'invoice' as entity,
    record.invoice_id as key,
    record.total_minor as amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from invoice_record as record
join core.invoice as kept on record.invoice_id = kept.invoice_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'survey_response' as entity,
    record.response_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from survey_response_record as record
join core.survey_response as kept on record.response_id = kept.response_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'product_user' as entity,
    record.user_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from product_user_record as record
join core.product_user as kept on record.user_id = kept.user_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
union all
select
    'product_event' as entity,
    record.event_id as key,
    record.amount_minor,
    record.currency,
    kept._file as kept_file,
    kept._row as kept_row,
    record._file,
    record._row
from product_event_record as record
join core.product_event as kept on record.event_id = kept.event_id
where kept.record_count > 1 and (record._file <> kept._file or record._row <> kept._row)
