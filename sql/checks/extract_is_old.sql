-- One row per entity of a source whose newest record is older than the workspace allows.
-- title: Extracts are as fresh as the workspace asks
-- severity: stop
-- owner: whoever sends the extract
select
    source || ' ' || entity as record,
    source || ' ' || entity || ': the newest ' || case when newest_on is null then 'landing' else 'record' end || ' is of '
    || strftime(coalesce(newest_on, landed_on), '%Y-%m-%d') || ', ' || (getvariable('as_of') - coalesce(newest_on, landed_on))
    || ' days before ' || strftime(getvariable('as_of'), '%Y-%m-%d') || '; fresh: allows ' || most_days as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    0::bigint as _row
from checks.landing
where getvariable('as_of') - coalesce(newest_on, landed_on) > most_days
