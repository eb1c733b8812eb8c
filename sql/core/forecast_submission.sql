-- One row per forecast a participant handed in for a month.
with known as (
    select
        record.owner_id,
        owner.participant_id,
        record.period,
        record.submitted_on,
        record.category,
        record.amount_minor,
        record.currency,
        record.attributes,
        record._system,
        record._file,
        record._row,
        row_number() over (
            partition by record._system, record.owner_id, record.period, record.category, record.currency, record.submitted_on
            order by record.amount_minor, record._file, record._row
        ) as position
    from united.forecast_submission as record
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and record.submitted_on >= owner.first_day
        and record.submitted_on < owner.until_on
    where record.owner_id is not null and record.period is not null and record.submitted_on is not null and record.amount_minor is not null
)

select
    * exclude (position),
    -- The last one handed in before the month begins counts; what was said later was no forecast any more.
    submitted_on < period and submitted_on = max(submitted_on) filter (where submitted_on < period) over (
        partition by _system, owner_id, period, category, currency
    ) as is_counted
from known
where position = 1
