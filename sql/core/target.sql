-- One row per participant or territory, metric, currency and month or period: what is meant to be reached.
with recursive dated as (
    select
        record.*,
        coalesce(period.first_day, record.month) as first_day,
        coalesce(period.until_on, cast(record.month + interval 1 month as date)) as until_on
    from united.target as record
    left join calendar.period as period on record.period = period.label
),

known as (
    select
        record.*,
        -- A target of somebody HR does not know keeps the number it was given for: see checks/target_without_assignment.
        coalesce(owner.participant_id, record.owner_id) as participant_id,
        coalesce(whole.participant_id, record.part_of) as part_of_id
    from dated as record
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and record.first_day >= owner.first_day
        and record.first_day < owner.until_on
    left join core.identity as whole
        on record._system = whole._system
        and record.part_of = whole.user_id
        and record.first_day >= whole.first_day
        and record.first_day < whole.until_on
    where (record.owner_id is not null or record.territory_id is not null) and record.first_day is not null
),

-- A target that is a part of another's is its share of what that one divides, over-assignment included, by largest
-- remainder: the units left over go to the largest remainders, the lowest participant first where they are equal.
-- 1,000,000.00 over-assigned by 10 % and divided at 33.34, 33.33 and 33.33 %: 366,740.00, 366,630.00 and 366,630.00. Its own
-- parts follow it.
rolled as (
    select known.*, quota_minor as target_minor
    from known
    where part_of_id is null
    union all
    select
        part.* exclude (divided_minor, whole_minor, remainder, position, sum_minor, total_minor),
        cast(part.whole_minor + case when part.position <= part.total_minor - part.sum_minor then 1 else 0 end as bigint) as target_minor
    from (
        select
            *,
            row_number() over (partition by part_of_id, metric, currency, first_day, until_on order by remainder desc, participant_id, _file, _row) as position,
            sum(whole_minor) over (partition by part_of_id, metric, currency, first_day, until_on) as sum_minor,
            rounded_share(divided_minor, cast(sum(share_millionths) over (partition by part_of_id, metric, currency, first_day, until_on) as bigint), 1000000) as total_minor
        from (
            select
                known.*,
                divided.divided_minor,
                cast(divided.divided_minor::hugeint * known.share_millionths // 1000000 as bigint) as whole_minor,
                cast(divided.divided_minor::hugeint * known.share_millionths % 1000000 as bigint) as remainder
            from known
            join (
                select *, rounded_share(target_minor, 1000000 + coalesce(over_assigned_millionths, 0), 1000000) as divided_minor
                from rolled
            ) as divided
                on known.part_of_id = divided.participant_id
                and known.metric = divided.metric
                and known.currency = divided.currency
                and known.first_day = divided.first_day
                and known.until_on = divided.until_on
            where known.share_millionths is not null
        )
    ) as part
),

ranked as (
    select
        *,
        row_number() over (
            partition by participant_id, territory_id, metric, currency, first_day, until_on
            order by target_minor desc nulls last, _file, _row
        ) as position
    from rolled
)

select
    participant_id,
    territory_id,
    metric,
    currency,
    first_day,
    until_on,
    target_minor,
    attributes,
    _system,
    _file,
    _row
from ranked
where position = 1
