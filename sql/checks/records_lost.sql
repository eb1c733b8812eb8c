-- One row per file of which records are neither loaded, refused nor skipped.
-- title: Every record that arrived is loaded, refused or skipped
-- severity: stop
select
    source || ' ' || entity as record,
    'has ' || read_count || ' records, but ' || loaded_count || ' were loaded, ' || refused_count || ' refused and ' || skipped_count || ' skipped' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    0::bigint as _row
from checks.file
where read_count <> loaded_count + refused_count + skipped_count
