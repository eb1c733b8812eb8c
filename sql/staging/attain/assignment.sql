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
-- column on_target_earnings: ote|on_target_earnings money(currency)
-- column pay_mix: pay_mix text
-- column currency: currency text
-- column cost_center: cost_center text
-- column country: country text
with mixed as (
    select
        *,
        -- 60:40 is base and variable, in any whole numbers.
        try_cast(regexp_extract(pay_mix, '^ *([0-9]{1,3}) *[:/] *([0-9]{1,3}) *$', 1) as bigint) as base_parts,
        try_cast(regexp_extract(pay_mix, '^ *([0-9]{1,3}) *[:/] *([0-9]{1,3}) *$', 2) as bigint) as variable_parts
    from raw.attain_assignment
)

select
    participant_id,
    name,
    lower(email) as email,
    role,
    team,
    manager_id,
    first_day,
    case when last_day < date '2200-01-01' then last_day end as last_day,
    -- On-target earnings of 140,000 at 50:50 are a target incentive of 70,000.
    coalesce(target_incentive, case
        when base_parts + variable_parts > 0 then rounded_share(on_target_earnings, variable_parts, base_parts + variable_parts)
    end) as target_incentive_minor,
    case
        when lower(per) in ('month', 'monthly') then 'month'
        when lower(per) in ('quarter', 'quarterly') then 'quarter'
        when lower(per) in ('year', 'yearly', 'annual', 'annually') then 'year'
    end as target_incentive_per,
    per as given_per,
    on_target_earnings as on_target_earnings_minor,
    pay_mix,
    base_parts,
    variable_parts,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cost_center,
    country,
    attributes,
    _file,
    _row
from mixed
