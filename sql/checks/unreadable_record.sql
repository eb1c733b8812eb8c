-- One row per record that could not be read as a record.
-- title: Every record can be read
-- severity: leave_out
select
    source || ' ' || entity as record,
    coalesce(nullif(column_name, '') || ': ', '') || reason as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from checks.refusal
