-- One row per target that an approved relief makes smaller, and the days and the amount it does so.
with relief as (
    select * from core.quota_relief
    where approved_by is not null and is_usable
),

-- A relief is of the targets it shares days with, and of each by its days. Never more than the target of those days.
own as (
    select
        relief.participant_id,
        target.territory_id,
        relief.metric,
        target.currency,
        greatest(relief.first_day, target.first_day) as first_day,
        least(relief.until_on, target.until_on) as until_on,
        target.first_day as target_first_day,
        target.until_on as target_until_on,
        target.target_minor,
        relief.share_millionths,
        relief.amount_minor,
        relief.until_on - relief.first_day as relief_days,
        relief.reason,
        relief.rolls_up,
        relief.first_day as relief_first_day,
        relief._system,
        relief._file,
        relief._row
    from relief
    join core.target as target
        on relief.participant_id = target.participant_id
        and relief.metric = target.metric
        and relief.first_day < target.until_on
        and relief.until_on > target.first_day
        and (relief.amount_minor is null or relief.currency = target.currency)
    where target.target_minor > 0
),

-- 1,200,000 a year in months of 100,000, relieved of two of them whole: 100,000 twice. 90,000 for the third quarter's 92
-- days are 30,326.09, 30,326.08 and 29,347.83: what is rounded is the running total, so that they add up.
sized as (
    select
        *,
        rounded_share(target_minor, until_on - first_day, target_until_on - target_first_day) as most_minor,
        case
            when share_millionths is not null then rounded_share(target_minor::hugeint * (until_on - first_day), share_millionths, (target_until_on - target_first_day)::hugeint * 1000000)
            else rounded_share(amount_minor, until_on - relief_first_day, relief_days) - rounded_share(amount_minor, first_day - relief_first_day, relief_days)
        end as wanted_minor
    from own
),

given as (
    select *, least(wanted_minor, most_minor) as relieved_minor from sized
),

-- One that rolls up makes the target of everybody above smaller by the same amount.
above as (
    select
        report.manager_id as participant_id,
        target.territory_id,
        given.metric,
        given.currency,
        greatest(given.first_day, target.first_day) as first_day,
        least(given.until_on, target.until_on) as until_on,
        least(
            rounded_share(given.relieved_minor, least(given.until_on, target.until_on) - greatest(given.first_day, target.first_day), given.until_on - given.first_day),
            rounded_share(target.target_minor, least(given.until_on, target.until_on) - greatest(given.first_day, target.first_day), target.until_on - target.first_day)
        ) as relieved_minor,
        given.reason || ' of ' || given.participant_id as reason,
        given._system,
        given._file,
        given._row
    from given
    join core.report as report
        on given.participant_id = report.participant_id
        and given.first_day >= report.first_day
        and given.first_day < report.until_on
    join core.target as target
        on report.manager_id = target.participant_id
        and given.metric = target.metric
        and given.currency = target.currency
        and given.first_day < target.until_on
        and given.until_on > target.first_day
    where given.rolls_up and target.target_minor > 0
),

final as (
    select participant_id, territory_id, metric, currency, first_day, until_on, relieved_minor, reason, _system, _file, _row from given
    union all
    select participant_id, territory_id, metric, currency, first_day, until_on, relieved_minor, reason, _system, _file, _row from above
)

select * from final
