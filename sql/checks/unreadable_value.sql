-- One row per value that is there and cannot be read.
-- title: Every value can be read
-- severity: leave_out
select
    source || ' ' || entity as record,
    column_name || ': ' || reason as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from checks.reject
