-- One row per further target of a participant or territory, metric and month: nothing says which one is meant.
-- title: A participant has one target of a metric a month
-- severity: stop
select
    coalesce(target.participant_id, target.territory_id) as record,
    coalesce(target.participant_id, target.territory_id) || ' has another ' || quota.metric || ' target of ' || quota.month || ' in ' || target._file || ':' || target._row || '; keep the one that is meant' as message,
    quota.quota_minor as amount_minor,
    quota.currency,
    quota._file,
    quota._row
from united.target as quota
left join core.identity as owner
    on quota._system = owner._system
    and quota.owner_id = owner.user_id
    and quota.month >= owner.first_day
    and quota.month < owner.until_on
join core.target as target
    on coalesce(owner.participant_id, quota.owner_id) is not distinct from target.participant_id
    and quota.territory_id is not distinct from target.territory_id
    and quota.metric = target.metric
    and quota.currency = target.currency
    and quota.month = target.first_day
where quota._file <> target._file or quota._row <> target._row
