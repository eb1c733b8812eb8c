-- One row per record left out because a record of another system has its key.
-- title: A key is of one system
-- severity: leave_out
select
    key as record,
    replace(entity, '_', ' ') || ' ' || key || ' of ' || _system || ' is left out, because ' || kept_system || ' has one too: ' || kept_file || ':' || kept_row || '; if they are two, one needs another key' as message,
    amount_minor,
    currency,
    _file,
    _row
from core.duplicate
where _system <> kept_system
