-- One row per record left out because another record with its key stands.
-- title: Every record is there once
-- severity: warn
select
    key as record,
    'repeats ' || replace(entity, '_', ' ') || ' ' || key || ', which is read from ' || coalesce(kept_file, '') || ':' || kept_row as message,
    amount_minor as amount_minor,
    currency as currency,
    _file,
    _row
from core.duplicate
-- Of participants every record counts: see checks/participant_listed_twice; and what two systems have is in
-- checks/key_in_two_systems.
where entity <> 'participant' and _system = kept_system
