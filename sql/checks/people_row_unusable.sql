-- One row per line of people.xlsx that says of nobody who they are.
-- title: Every line of people.xlsx says who somebody is
-- severity: leave_out
with judged as (
    select
        line.*,
        case
            when line.system is null then 'has no system; write one of the workspace''s sources'' systems, or payroll'
            when line.system <> 'payroll' and not exists (select 1 from checks.file as file where file.system = line.system)
                then 'no source is of system ' || line.system || '; it is one of ' || (select string_agg(distinct system, ', ' order by system) from checks.file) || ' or payroll'
            when line.id is null and line.email is null then 'has neither an id nor an email'
            when line.last_day < line.first_day then 'ends on ' || line.last_day || ', before it begins on ' || line.first_day
            when line.is_what not in ('person', 'not_a_person') then 'is "' || line.is_what || '"; write person or not a person'
            when line.is_what = 'person' and line.participant_id is null then 'names no participant; write one, or not a person under is'
            when line.is_what = 'person' and participant.participant_id is null then 'participant ' || line.participant_id || ' is not in the HR extract'
            when line.id is null and users.email is null then 'nobody in ' || line.system || ' has the address ' || line.email
        end as fault
    from united.identity as line
    left join core.participant as participant on line.participant_id = participant.participant_id
    left join (select distinct _system, email from core.user) as users on line.system = users._system and line.email = users.email
)

select
    coalesce(id, email, name, participant_id, '(empty)') as record,
    coalesce(id, email, name, participant_id, 'an empty line') || ': ' || fault as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from judged
where fault is not null
