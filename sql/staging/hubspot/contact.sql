-- One row per HubSpot contact, as landed: somebody who may become a customer. core.hubspot_lead knows the deal.
-- column contact_id: id|Record ID text required
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id|Contact owner text
-- column status: properties.hs_lead_status|property_hs_lead_status|Lead Status text
-- column lifecycle: properties.lifecyclestage|property_lifecyclestage|Lifecycle Stage text
-- column created_on: properties.createdate|property_createdate|createdAt|Create Date date
-- column qualified_on: properties.hs_v2_date_entered_marketingqualifiedlead|property_hs_v2_date_entered_marketingqualifiedlead|properties.hs_lifecyclestage_marketingqualifiedlead_date|property_hs_lifecyclestage_marketingqualifiedlead_date|Became a Marketing Qualified Lead Date date
-- column accepted_on: properties.hs_v2_date_entered_salesqualifiedlead|property_hs_v2_date_entered_salesqualifiedlead|properties.hs_lifecyclestage_salesqualifiedlead_date|property_hs_lifecyclestage_salesqualifiedlead_date|Became a Sales Qualified Lead Date date
-- column converted_on: properties.hs_v2_date_entered_opportunity|property_hs_v2_date_entered_opportunity|properties.hs_lifecyclestage_opportunity_date|property_hs_lifecyclestage_opportunity_date|Became an Opportunity Date date
-- column lead_source: properties.hs_analytics_source|property_hs_analytics_source|Original Traffic Source|Original Source Type text
-- column campaign_id: properties.hs_analytics_first_touch_converting_campaign|property_hs_analytics_first_touch_converting_campaign text
-- column account_id: properties.associatedcompanyid|property_associatedcompanyid|associations.companies.results.0.id|Associated Company IDs (Primary)|Primary Associated Company ID text
-- column deals: associations.deals.results text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    contact_id,
    owner_id,
    coalesce(status, lifecycle) as status,
    created_on,
    qualified_on,
    accepted_on,
    converted_on,
    lead_source,
    campaign_id,
    account_id,
    list_transform(cast(deals as json[]), lambda d: json_extract_string(d, '$.id')) as deal_ids,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_contact
