-- One row per amount or close date in the history of a HubSpot deal that is there and cannot be read.
-- title: Every value in HubSpot's history can be read
-- severity: leave_out
with landed as (
    select deal_id, property, value, changed_at, _file, _row from staging.hubspot_deal_property_history
    union all
    select deal_id, property, value, changed_at, _file, _row from staging.hubspot_deal_with_history
)

select
    deal_id as record,
    property || ': "' || value || '" is not a ' || case property when 'amount' then 'number' else 'date' end
        || '; from ' || cast(changed_at as date) || ' on the history of deal ' || deal_id || ' has none' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from landed
where
    (property = 'amount' and value <> '' and plain_number(value) is null)
    or (property = 'closedate' and value <> '' and not regexp_full_match(value, '[0-9]{11,14}') and plain_day(value) is null)
