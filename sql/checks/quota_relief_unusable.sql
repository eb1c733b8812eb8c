-- One row per relief from a quota that does not say how much it is, for which days, or of which quota.
-- title: Every relief from a quota says how much and for which days
-- severity: stop
select
    relief.participant_id as record,
    relief.participant_id || ': relief from the ' || relief.metric || ' quota from ' || relief.first_day || ' on ' || case
        when not relief.is_usable then 'says neither one share from 0 to 100 % nor one amount above 0 with a last day; write share or amount'
        else 'is in ' || relief.currency || ', and no target of these days is; write it in the currency of the target, or as a share'
    end as message,
    relief.amount_minor,
    case when relief.amount_minor is not null then relief.currency end as currency,
    relief._file,
    relief._row
from core.quota_relief as relief
where not relief.is_usable
    or relief.amount_minor is not null
    and exists (
        select 1 from core.target as target
        where relief.participant_id = target.participant_id
            and relief.metric = target.metric
            and relief.first_day < target.until_on
            and relief.until_on > target.first_day
    )
    and not exists (
        select 1 from core.target as target
        where relief.participant_id = target.participant_id
            and relief.metric = target.metric
            and relief.currency = target.currency
            and relief.first_day < target.until_on
            and relief.until_on > target.first_day
    )
