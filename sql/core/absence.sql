-- One row per stretch of days on which a participant was away.
with known as (
    select
        record.* replace (coalesce(identity.participant_id, record.participant_id) as participant_id)
    from united.absence as record
    left join core.identity as identity
        on record._system = identity._system
        and record.participant_id = identity.user_id
        and record.first_day >= identity.first_day
        and record.first_day < identity.until_on
    where record.participant_id is not null and record.first_day is not null
),

-- An absence said twice is one.
stated as (
    select
        *,
        row_number() over (partition by participant_id, kind, first_day, last_day order by is_paid desc nulls last, _file, _row) as position
    from known
)

select
    participant_id,
    kind,
    first_day,
    -- Half-open: the first day back. Without a last day the absence has not ended.
    cast(coalesce(last_day, date '9999-12-30') + 1 as date) as until_on,
    is_paid,
    attributes,
    _system,
    _file,
    _row
from stated
where position = 1 and first_day <= coalesce(last_day, date '9999-12-30')
