-- One row per version of a replicated worker's supervisory organization: whoever leads it.
-- feeds: hierarchy
select
    person.participant_id,
    membership.manager_id,
    membership.first_day,
    membership.last_day,
    membership._file,
    membership._row
from core.workday_membership as membership
join core.workday_person as person on membership.worker_id = person.worker_id
where membership.type = 'supervisory' and membership.manager_id is not null
