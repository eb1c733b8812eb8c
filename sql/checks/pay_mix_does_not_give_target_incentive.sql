-- One row per assignment whose on-target earnings and pay mix give no target incentive, or another than is written.
-- title: On-target earnings, pay mix and target incentive agree
-- severity: stop
-- owner: HR
with said as (
    select
        *,
        case when base_parts + variable_parts > 0 then rounded_share(on_target_earnings_minor, variable_parts, base_parts + variable_parts) end as variable_minor
    from united.assignment
    where participant_id is not null and on_target_earnings_minor is not null
)

select
    participant_id as record,
    participant_id || ': on-target earnings of ' || major_text(on_target_earnings_minor, currency) || ' ' || currency || ' from ' || coalesce(first_day::varchar, 'no day') || ' on ' || case
        when variable_minor is not null then 'at ' || pay_mix || ' are a target incentive of ' || major_text(variable_minor, currency) || ', and ' || major_text(target_incentive_minor, currency) || ' is written; keep the one that is meant'
        when pay_mix is null then 'have no pay mix; write base and variable, such as pay_mix 50:50, or leave them out'
        else 'have the pay mix "' || pay_mix || '"; write base and variable, such as 50:50'
    end as message,
    target_incentive_minor as amount_minor,
    currency,
    _file,
    _row
from said
-- Without a mix there is nothing to compare with where the target incentive is written.
where (variable_minor is null or variable_minor <> target_incentive_minor) and (pay_mix is not null or target_incentive_minor is null)
