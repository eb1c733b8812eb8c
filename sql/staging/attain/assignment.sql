-- One row per assignment record in our own shape, as landed: what a participant is from a first to a last day.
-- feeds: assignment
-- column participant_id: participant text required
-- column name: name text
-- column email: email text
-- column role: role|plan_role text required
-- column team: team text
-- column manager_id: manager text
-- column first_day: first_day date required
-- column last_day: last_day date
-- column target_incentive: target_incentive money(currency)
-- column per: per text
-- column currency: currency text
-- column cost_center: cost_center text
-- column country: country text
select
    participant_id,
    name,
    lower(email) as email,
    role,
    team,
    manager_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    target_incentive as target_incentive_minor,
    case
        when lower(per) in ('month', 'monthly') then 'month'
        when lower(per) in ('quarter', 'quarterly') then 'quarter'
        when lower(per) in ('year', 'yearly', 'annual', 'annually') then 'year'
    end as target_incentive_per,
    per as given_per,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cost_center,
    country,
    attributes,
    _file,
    _row
from raw.attain_assignment
