-- One row per further target of a participant or territory and metric for the same days: nothing says which one is meant.
-- title: A participant has one target of a metric on a day
-- severity: stop
with dated as (
    select
        record.*,
        coalesce(period.first_day, record.month) as first_day,
        coalesce(period.until_on, cast(record.month + interval 1 month as date)) as until_on
    from united.target as record
    left join calendar.period as period on record.period = period.label
)

select
    coalesce(target.participant_id, target.territory_id) as record,
    coalesce(target.participant_id, target.territory_id) || ' has another ' || quota.metric || ' target of ' || quota.first_day || ' in ' || target._file || ':' || target._row || '; keep the one that is meant' as message,
    quota.quota_minor as amount_minor,
    quota.currency,
    quota._file,
    quota._row
from dated as quota
left join core.identity as owner
    on quota._system = owner._system
    and quota.owner_id = owner.user_id
    and quota.first_day >= owner.first_day
    and quota.first_day < owner.until_on
join core.target as target
    on coalesce(owner.participant_id, quota.owner_id) is not distinct from target.participant_id
    and quota.territory_id is not distinct from target.territory_id
    and quota.metric = target.metric
    and quota.currency = target.currency
    and quota.first_day < target.until_on
    and quota.until_on > target.first_day
-- The one that stands is told once: of two for the same days the other, of a month within a quarter the later record.
where case
    when quota.first_day = target.first_day and quota.until_on = target.until_on then quota._file <> target._file or quota._row <> target._row
    else (quota._file, quota._row) > (target._file, target._row)
end
