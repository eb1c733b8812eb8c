-- One row per CRM user, with the participant the user is.
with ranked as (
    select
        *,
        count(*) over (partition by user_id) as record_count,
        row_number() over (
            partition by user_id
            order by is_deleted, is_active desc, employee_number, email, name, _file, _row
        ) as position
    from staging.salesforce_user
    where user_id is not null
),

by_email as (
    -- An address two people share identifies neither.
    select
        email,
        min(participant_id) as participant_id
    from core.participant
    where email is not null
    group by email
    having count(*) = 1
)

select
    ranked.user_id,
    ranked.name,
    ranked.email,
    ranked.employee_number,
    ranked.is_active,
    ranked.is_deleted,
    -- The employee number decides; the address only where there is no number.
    coalesce(by_number.participant_id, case when ranked.employee_number is null then by_email.participant_id end) as participant_id,
    ranked._file,
    ranked._row,
    ranked.record_count
from ranked
left join core.participant as by_number on ranked.employee_number = by_number.participant_id
left join by_email on ranked.email = by_email.email
where ranked.position = 1
