-- One row per deal, account or lead a check lists now, on the day it was created (the cohort of crm_records), for whose it is.
-- title: CRM records with a fault
-- kind: flow
-- unit: count
-- attributes: entity
with fault as (
    select _file, _row from checks.deal_without_account
    union
    select _file, _row from checks.deal_without_owner
    union
    select _file, _row from checks.owner_missing_in_hr
    union
    select _file, _row from checks.closed_deal_without_close_date
    union
    select _file, _row from checks.won_deal_without_amount
    union
    select _file, _row from checks.stage_without_meaning
    union
    select _file, _row from checks.unreadable_value
)

select
    concat_ws('|', record.entity, record.record_id) as fact_key,
    record.record_id as source_key,
    upper(record.entity[1]) || record.entity[2:] || ' ' || coalesce(record.name, record.record_id) as label,
    record.created_on as day,
    record.participant_id,
    record.account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    record.entity,
    record.attributes,
    record._file,
    record._row
from core.crm_record as record
semi join fault on record._file = fault._file and record._row = fault._row
where record.created_on is not null
