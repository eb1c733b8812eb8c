-- One row per record left out because another record with its key stands.
with repeated as (
    select *
    from core.opportunity
    where record_count > 1
),

record as (
    select opportunity_id, amount_minor, currency, _file, _row
    from staging.salesforce_opportunity
    union all
    select opportunity_id, amount_minor, currency, _file, _row
    from staging.attain_opportunity
)

select
    'opportunity' as entity,
    record.opportunity_id as key,
    record.amount_minor,
    record.currency,
    repeated._file as kept_file,
    repeated._row as kept_row,
    record._file,
    record._row
from record
join repeated on record.opportunity_id = repeated.opportunity_id
where record._file <> repeated._file or record._row <> repeated._row
