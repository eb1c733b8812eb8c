-- One row per relief from a quota nobody approved: it does not count.
-- title: Every relief from a quota is approved
-- severity: leave_out
select
    participant_id as record,
    participant_id || ': relief from the ' || metric || ' quota from ' || first_day || ' on (' || reason || ') is not approved and does not count; write who approved it under approved_by' as message,
    amount_minor,
    case when amount_minor is not null then currency end as currency,
    _file,
    _row
from core.quota_relief
where approved_by is null
