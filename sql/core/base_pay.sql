-- One row per participant and stretch of days with one base pay; without an end it goes on until the next begins.
with known as (
    select
        coalesce(owner.participant_id, record.owner_id) as participant_id,
        record.owner_id,
        record.currency,
        record.amount_minor,
        record.per,
        record.first_day,
        cast(coalesce(record.last_day, date '9999-12-30') + 1 as date) as until_on,
        record._system,
        record._file,
        record._row
    from united.base_pay as record
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and record.first_day >= owner.first_day
        and record.first_day < owner.until_on
    where record.owner_id is not null and record.first_day is not null and record.is_deleted is not true
),

-- The same record twice is one.
ranked as (
    select
        *,
        row_number() over (partition by participant_id, currency, amount_minor, per, first_day, until_on order by _file, _row) as position
    from known
),

followed as (
    select
        *,
        lead(first_day) over (partition by participant_id order by first_day, until_on, _file, _row) as next_on
    from ranked
    where position = 1
)

select
    participant_id,
    owner_id,
    currency,
    amount_minor,
    per,
    first_day,
    least(until_on, case when until_on = date '9999-12-31' and next_on > first_day then next_on else until_on end) as until_on,
    _system,
    _file,
    _row
from followed
