-- One row per assignment of which no day is within employment.
-- title: Every assignment is within employment
-- severity: warn
select
    assignment.participant_id as record,
    assignment.participant_id || ': no day of the assignment from ' || assignment.first_day || ' is within employment' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    assignment._file,
    assignment._row
from united.assignment as assignment
join core.participant as participant on assignment.participant_id = participant.participant_id
where assignment.last_day < assignment.first_day
    or (assignment.first_day is not null and not exists (
        select 1
        from core.employment as employment
        where employment.participant_id = assignment.participant_id
            and employment.first_day <= coalesce(assignment.last_day, date '9999-12-30')
            and employment.until_on > assignment.first_day
    ))
