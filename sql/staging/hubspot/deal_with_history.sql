-- One row per value a property of a HubSpot deal had from an instant on, as the API nests them in deals.
-- column deal_id: id text required
-- column stages: propertiesWithHistory.dealstage text
-- column amounts: propertiesWithHistory.amount text
-- column close_days: propertiesWithHistory.closedate text
-- column currencies: propertiesWithHistory.deal_currency_code text
with property as (
    select
        deal_id,
        unnest([
            {'property': 'dealstage', 'versions': stages}, {'property': 'amount', 'versions': amounts},
            {'property': 'closedate', 'versions': close_days}, {'property': 'deal_currency_code', 'versions': currencies}
        ], recursive := true),
        _file,
        _row
    from raw.hubspot_deal_with_history
),

version as (
    select deal_id, property, unnest(cast(versions as json[])) as version, _file, _row
    from property
)

select
    deal_id,
    property,
    nullif(json_extract_string(version, '$.value'), '') as value,
    plain_instant(json_extract_string(version, '$.timestamp')) as changed_at,
    _file,
    _row
from version
