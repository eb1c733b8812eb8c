-- One row per further target of a participant, metric and month: nothing says which one is meant.
-- title: A participant has one target of a metric a month
-- severity: stop
select
    quota.participant_id as record,
    quota.participant_id || ' has another ' || quota.metric || ' target of ' || quota.month || ' in ' || target._file || ':' || target._row || '; keep the one that is meant' as message,
    quota.quota_minor as amount_minor,
    quota.currency,
    quota._file,
    quota._row
from staging.attain_quota as quota
join core.target as target
    on quota.participant_id = target.participant_id
    and quota.metric = target.metric
    and quota.currency = target.currency
    and quota.month = target.first_day
where quota._file <> target._file or quota._row <> target._row
