-- One row per line of people.xlsx that gives an id to somebody while another line does, or a participant a second payroll number.
-- title: An id is one participant's a day
-- severity: stop
with line as (
    select
        system,
        id,
        participant_id,
        coalesce(first_day, date '0001-01-01') as first_day,
        cast(coalesce(last_day, date '9999-12-30') + 1 as date) as until_on,
        _file,
        _row
    from united.identity
    where system is not null and id is not null
),

claimed as (
    select
        line._file,
        line._row,
        'id ' || line.id || ' of ' || line.system || ' is also ' || coalesce('of ' || other.participant_id, 'nobody''s') || ' in ' || other._file || ':' || other._row as claim,
        greatest(line.first_day, other.first_day) as shared_on,
        line.id
    from line
    join line as other
        on line.system = other.system
        and line.id = other.id
        and line.first_day < other.until_on
        and other.first_day < line.until_on
        and (other._file, other._row) < (line._file, line._row)
    union all
    select
        line._file,
        line._row,
        'participant ' || line.participant_id || ' has the payroll number ' || other.id || ' too, in ' || other._file || ':' || other._row as claim,
        greatest(line.first_day, other.first_day) as shared_on,
        line.id
    from line
    join line as other
        on line.system = other.system
        and line.participant_id = other.participant_id
        and line.id <> other.id
        and line.first_day < other.until_on
        and other.first_day < line.until_on
        and (other._file, other._row) < (line._file, line._row)
    where line.system = 'payroll'
)

select
    id as record,
    claim || case when shared_on > date '0001-01-01' then ' on ' || shared_on else '' end || '; end the one before the other begins' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from claimed
