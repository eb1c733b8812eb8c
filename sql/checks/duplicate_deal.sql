-- One row per record of a deal left out because another record of the deal stands.
-- title: Every deal is there once
-- severity: warn
select
    key as record,
    'repeats ' || key || ', which is read from ' || kept_file || ':' || kept_row as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.duplicate
