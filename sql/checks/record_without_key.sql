-- One row per record without a key that can be read.
-- title: Every record has a key
-- severity: leave_out
select
    replace(entity, '_', ' ') as record,
    replace(entity, '_', ' ') || ' has no key' as message,
    amount_minor,
    currency,
    _file,
    _row
from core.incomplete
where missing = 'key'
