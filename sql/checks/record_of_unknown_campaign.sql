-- One row per lead, response or cost of a campaign that is not among the campaigns.
-- title: What a campaign brought or cost is of a campaign we have
-- severity: warn
-- owner: marketing
with reference as (
    select 'lead ' || coalesce(lead_id, 'of record ' || _row) as what, lead_id as record, campaign_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.lead
    where not is_deleted
    union all
    select 'response ' || coalesce(response_id, 'of record ' || _row) as what, response_id as record, campaign_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.campaign_response
    union all
    select 'cost ' || coalesce(category, 'of record ' || _row) as what, category as record, campaign_id, amount_minor, currency, _file, _row
    from core.cost
)

select
    record,
    what || ': campaign ' || campaign_id || ' is not among the campaigns' as message,
    amount_minor,
    currency,
    _file,
    _row
from reference
where campaign_id is not null
    and exists (select 1 from core.campaign)
    and campaign_id not in (select campaign_id from core.campaign)
