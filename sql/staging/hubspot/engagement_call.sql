-- One row per HubSpot call, as landed.
-- column activity_id: id|engagement_id text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id text
-- column occurred_at: properties.hs_timestamp|property_hs_timestamp|properties.hs_createdate|property_hs_createdate timestamp required
-- column disposition: properties.hs_call_disposition|property_hs_call_disposition text
-- column status: properties.hs_call_status|property_hs_call_status text
-- column milliseconds: properties.hs_call_duration|property_hs_call_duration number
-- column opportunity_id: associations.deals.results.0.id text
-- column account_id: associations.companies.results.0.id text
-- column lead_id: associations.contacts.results.0.id text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    activity_id,
    'call' as kind,
    owner_id,
    occurred_at,
    -- The dispositions every account has go by these ids; one of the company's own is its own word.
    case disposition
        when 'f240bbac-87c9-4f6e-bf70-924b57d47db7' then 'connected'
        when '9d9162e7-6cf3-4944-bf63-4dff82258764' then 'busy'
        when 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff' then 'left_live_message'
        when 'b2cf5968-551e-4856-9783-52b3da59a7d0' then 'left_voicemail'
        when '73a0d17f-1163-4015-bdd5-ec830791da20' then 'no_answer'
        when '17b47fee-58de-441e-a44c-c6300d46f273' then 'wrong_number'
        else replace(lower(coalesce(disposition, status)), ' ', '_')
    end as outcome,
    cast(milliseconds / 60000 as decimal(18, 4)) as duration_minutes,
    opportunity_id,
    account_id,
    lead_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_engagement_call
