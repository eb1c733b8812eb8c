-- One row per assignment of somebody HR does not know.
-- title: Everybody with an assignment is known to HR
-- severity: leave_out
select
    assignment.participant_id as record,
    'participant ' || assignment.participant_id || ' (' || coalesce(assignment.role, 'no role') || ') is not in the HR extract' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    assignment._file,
    assignment._row
from united.assignment as assignment
anti join core.participant as participant on assignment.participant_id = participant.participant_id
anti join core.identity as identity
    on assignment._system = identity._system
    and assignment.participant_id = identity.user_id
    and identity.participant_id is not null
    and assignment.first_day >= identity.first_day
    and assignment.first_day < identity.until_on
where assignment.participant_id is not null
