-- One row per core entity whose records do not add up.
-- title: Every staged record is kept, a duplicate, deleted or incomplete
-- severity: stop
select
    entity as record,
    entity || ': ' || staged_count || ' staged, but ' || kept_count || ' kept, ' || duplicate_count || ' duplicates, ' || deleted_count || ' deleted, ' || incomplete_count || ' incomplete' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    null::varchar as _file,
    null::bigint as _row
from core.accounting
where staged_count <> kept_count + duplicate_count + deleted_count + incomplete_count
