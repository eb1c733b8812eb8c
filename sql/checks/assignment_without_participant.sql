-- One row per assignment of somebody HR does not know.
-- title: Everybody with an assignment is known to HR
-- severity: leave_out
with
without_zeros as (
    -- Spreadsheets eat leading zeros: the number HR may mean is said, never taken.
    select ltrim(participant_id, '0') as digits, min(participant_id) as participant_id
    from core.participant
    group by ltrim(participant_id, '0')
)

select
    assignment.participant_id as record,
    'participant ' || assignment.participant_id || ' (' || coalesce(assignment.role, 'no role') || ') is not in the HR extract'
        || coalesce(', which has ' || without_zeros.participant_id, '') as message,
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
left join without_zeros on ltrim(assignment.participant_id, '0') = without_zeros.digits
where assignment.participant_id is not null
