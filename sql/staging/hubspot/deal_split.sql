-- One row per split of a HubSpot deal, as the API nests splits in deals.
-- column deal_id: id text required
-- column splits: splits text
with split as (
    select deal_id, unnest(cast(splits as json[])) as split, attributes, _file, _row
    from raw.hubspot_deal_split
)

select
    json_extract_string(split, '$.id') as split_id,
    deal_id,
    json_extract_string(split, '$.properties.hubspot_owner_id') as owner_id,
    -- A part of 1 with up to eight decimals.
    plain_rate(json_extract_string(split, '$.properties.hs_deal_split_percentage')) as share,
    coalesce(yes_or_no(json_extract_string(split, '$.archived')), false) as is_deleted,
    attributes,
    _file,
    _row
from split
