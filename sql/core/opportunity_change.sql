-- One row per version of an opportunity: its stage, amount and close date from a day on, until the next version.
-- made: view
with stage_outcome as (
    -- The history has a stage and no more; the opportunities say what a stage means.
    select
        stage,
        mode(outcome order by outcome) as outcome
    from core.opportunity
    where outcome is not null
    group by stage
),

staged as (
    select change_id, opportunity_id, stage, outcome, amount, currency, close_on, changed_at, _file, _row
    from united.opportunity_change
    where is_deleted is not true
),

recorded as (
    select
        staged.* exclude (currency),
        coalesce(staged.currency, opportunity.currency, getvariable('reporting_currency')) as currency
    from staged
    left join core.opportunity as opportunity on staged.opportunity_id = opportunity.opportunity_id
    where staged.changed_at is not null
),

-- An opportunity without history has been what it is since it was created. What is closed was open until then.
unrecorded as (
    select
        null::varchar as change_id,
        opportunity_id,
        stage,
        'open' as outcome,
        amount_minor,
        currency,
        close_on,
        cast(created_on as timestamp) as changed_at,
        _file,
        _row
    from core.opportunity as opportunity
    anti join staged on opportunity.opportunity_id = staged.opportunity_id
    where created_on is not null
),

version as (
    select change_id, opportunity_id, stage, outcome, minor_amount(amount, currency) as amount_minor, currency, close_on, changed_at, _file, _row
    from recorded
    union all
    select change_id, opportunity_id, stage, outcome, amount_minor, currency, close_on, changed_at, _file, _row
    from unrecorded
),

dated as (
    select
        version.opportunity_id,
        version.stage,
        coalesce(version.outcome, stage_outcome.outcome) as outcome,
        version.amount_minor,
        version.currency,
        version.close_on,
        cast(version.changed_at as date) as changed_on,
        cast(lead(version.changed_at) over (
            partition by version.opportunity_id
            order by version.changed_at, version.change_id, version.stage, version.outcome, version.amount_minor, version.close_on, version._file, version._row
        ) as date) as next_on,
        version._file,
        version._row
    from version
    left join stage_outcome on version.stage = stage_outcome.stage
)

select
    opportunity_id,
    stage,
    outcome,
    amount_minor,
    currency,
    close_on,
    changed_on as first_day,
    -- Half-open; null for the version that still stands. Two versions of one day: the first is for no day.
    next_on as until_on,
    _file,
    _row
from dated
