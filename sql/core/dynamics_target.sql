-- One row per Dynamics goal record, with the currency its money is in.
-- feeds: target
-- made: table
with currency as (
    -- By its id, as the API writes it, or by its name, as exports do.
    select currency_id as id, currency from staging.dynamics_transactioncurrency
    union
    select name as id, currency from staging.dynamics_transactioncurrency where name is not null
)

select
    goal.owner_id,
    coalesce(goal.metric, 'bookings') as metric,
    -- A currency that is not known stays the word it came as: nothing converts from it, and what needs that is held.
    coalesce(currency.currency, upper(goal.currency_id), getvariable('reporting_currency')) as currency,
    goal.month,
    minor_in(goal.quota_minor, upper(goal.currency_id), coalesce(currency.currency, upper(goal.currency_id))) as quota_minor,
    goal.attributes,
    goal._file,
    goal._row
from staging.dynamics_goal as goal
left join currency on goal.currency_id = currency.id
