-- One row per user of a system; core.identity says who that is.
-- key: _system, user_id
-- deleted: flagged
with ranked as (
    select
        record.*,
        count(*) over (partition by _system, user_id) as record_count,
        row_number() over (
            partition by _system, user_id
            order by is_deleted is true, is_active is not false desc, employee_number, email, record
        ) as position
    from united.user as record
    where user_id is not null
)

select
    user_id,
    name,
    email,
    employee_number,
    coalesce(is_active, true) as is_active,
    manager_user_id,
    coalesce(is_deleted, false) as is_deleted,
    _system,
    _file,
    _row,
    record_count
from ranked
where position = 1
