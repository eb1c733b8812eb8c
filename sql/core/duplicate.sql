-- One row per record left out because another record with its key stands.
with numbered as (
    select 'opportunity' as entity, opportunity_id as key, amount_minor, currency, _file, _row
    from (select * from staging.salesforce_opportunity union all by name select * from staging.attain_opportunity)
)

select
    numbered.entity,
    numbered.key,
    numbered.amount_minor,
    numbered.currency,
    opportunity._file as kept_file,
    opportunity._row as kept_row,
    numbered._file,
    numbered._row
from numbered
join core.opportunity as opportunity
    on numbered.key = opportunity.opportunity_id
    and (numbered._file <> opportunity._file or numbered._row <> opportunity._row)
