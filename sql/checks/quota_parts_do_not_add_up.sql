-- One row per target that is a part of another and does not say how much or of which, and per target whose parts are not 100 %.
-- title: The parts of a target are 100 % of it
-- severity: stop
with part as (
    select
        record.*,
        coalesce(period.first_day, record.month) as first_day,
        coalesce(owner.participant_id, record.owner_id) as participant_id,
        coalesce(whole.participant_id, record.part_of) as part_of_id
    from united.target as record
    left join calendar.period as period on record.period = period.label
    left join core.identity as owner
        on record._system = owner._system
        and record.owner_id = owner.user_id
        and coalesce(period.first_day, record.month) >= owner.first_day
        and coalesce(period.first_day, record.month) < owner.until_on
    left join core.identity as whole
        on record._system = whole._system
        and record.part_of = whole.user_id
        and coalesce(period.first_day, record.month) >= whole.first_day
        and coalesce(period.first_day, record.month) < whole.until_on
    where record.part_of is not null
),

alone as (
    select part.*
    from part
    left join core.target as target
        on part.participant_id = target.participant_id
        and part.metric = target.metric
        and part.currency = target.currency
        and part.first_day = target.first_day
    where target.participant_id is null or part.share_millionths is null or part.quota_minor is not null
),

together as (
    select
        part_of_id,
        metric,
        currency,
        first_day,
        cast(sum(share_millionths) as bigint) as share_millionths,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from part
    group by part_of_id, metric, currency, first_day
),

final as (
    select
        participant_id as record,
        participant_id || ': the ' || metric || ' target of ' || coalesce(first_day::varchar, 'no day') || ' is a part of that of ' || part_of_id || case
            when quota_minor is not null then ', and has an amount of its own; keep one of them'
            when share_millionths is null then ', and no share is written; write it, such as 40'
            else ', who has none for these days, this metric and currency; write it, or an amount'
        end as message,
        _file,
        _row
    from alone
    union all
    select
        part_of_id as record,
        'the parts of the ' || metric || ' target of ' || part_of_id || ' of ' || coalesce(first_day::varchar, 'no day') || ' are ' ||
            cast(cast(share_millionths as decimal(18, 0)) * 0.0001::decimal(5, 4) as varchar) || ' % together, not 100 %; to divide more than the whole, write over_assigned beside it' as message,
        _file,
        _row
    from together
    where share_millionths <> 1000000
)

select record, message, null::bigint as amount_minor, null::varchar as currency, _file, _row
from final
