-- One row per target that names neither a participant nor a territory.
-- title: Every target is somebody's
-- severity: leave_out
select
    metric || ' ' || coalesce(month::varchar, 'without a month') as record,
    'the ' || metric || ' target of ' || coalesce(month::varchar, 'no month') || ' names neither a participant nor a territory; it counts nowhere' as message,
    quota_minor as amount_minor,
    currency,
    _file,
    _row
from united.target
where owner_id is null and territory_id is null
