-- One row per replicated Workday worker: number, name and e-mail as they are now.
with worker as (
    select
        worker_id,
        arg_max(participant_id, (is_newest, from_at, hired_on)) as participant_id
    from staging.workday_worker_history
    where not is_deleted and participant_id is not null
    group by worker_id
),

name as (
    select worker_id, arg_min(name, (kind not like '%legal%', kind not like '%preferred%', name)) as name
    from staging.workday_person_name
    where not is_deleted and name is not null
    group by worker_id
),

email as (
    select worker_id, arg_min(email, (kind not like '%work%', kind, email)) as email
    from staging.workday_person_contact_email_address
    where not is_deleted and email is not null
    group by worker_id
)

select
    worker.worker_id,
    worker.participant_id,
    name.name,
    email.email
from worker
left join name on worker.worker_id = name.worker_id
left join email on worker.worker_id = email.worker_id
