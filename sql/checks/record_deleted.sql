-- One row per record that was in the landing before and is gone from the newest.
-- title: No record vanishes without being marked deleted
-- severity: warn
select
    key as record,
    entity || ' ' || key || ' was there on ' || seen_at || ' and is gone since ' || gone_at as message,
    amount_minor,
    currency,
    _file,
    0::bigint as _row
from checks.deletion
