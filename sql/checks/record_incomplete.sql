-- One row per record that lacks a value it cannot do without.
-- title: Every record has what it cannot do without
-- severity: leave_out
select
    coalesce(key, replace(entity, '_', ' ')) as record,
    replace(entity, '_', ' ') || coalesce(' ' || key, '') || ' has no ' || missing || ' that can be read; it counts nowhere' as message,
    amount_minor,
    currency,
    _file,
    _row
from core.incomplete
where missing <> 'key'
