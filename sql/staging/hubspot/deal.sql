-- One row per HubSpot deal, as landed. core.hubspot_opportunity knows what its stage means and which company it is of.
-- column deal_id: id|deal_id|Record ID text required
-- column name: properties.dealname|property_dealname|Deal Name text
-- column stage_id: properties.dealstage|deal_pipeline_stage_id|property_dealstage|Deal Stage text required
-- column mapped: properties.dealstage|deal_pipeline_stage_id|property_dealstage|Deal Stage stage
-- column amount: properties.amount|property_amount|Amount money(currency) required
-- column currency: properties.deal_currency_code|property_deal_currency_code|Currency text
-- column close_on: properties.closedate|property_closedate|Close Date date required
-- column deal_type: properties.dealtype|property_dealtype|Deal Type text
-- column is_closed: properties.hs_is_closed|property_hs_is_closed|Is Deal Closed? boolean
-- column is_won: properties.hs_is_closed_won|property_hs_is_closed_won|Is Closed Won boolean
-- column owner_id: properties.hubspot_owner_id|owner_id|property_hubspot_owner_id|Deal owner text required
-- column created_on: properties.createdate|property_createdate|createdAt|Create Date date
-- column modified_at: properties.hs_lastmodifieddate|property_hs_lastmodifieddate|updatedAt|Last Modified Date timestamp
-- column lead_source: properties.hs_analytics_source|property_hs_analytics_source|Original Traffic Source|Original Source Type text
-- column first_touch_on: properties.first_touch_date|property_first_touch_date|First Touch Date date
-- column list_amount: properties.list_amount|property_list_amount|List Amount money(currency)
-- column cost: properties.cost|property_cost|Cost money(currency)
-- column partner_id: properties.partner|property_partner|Partner text
-- column territory_id: properties.territory|property_territory|Territory text
-- column campaign_id: properties.hs_campaign|property_hs_campaign|Campaign text
-- column forecast_category: properties.hs_manual_forecast_category|property_hs_manual_forecast_category|Forecast category text
-- column qualified_on: properties.hs_v2_date_entered_qualifiedtobuy|property_hs_v2_date_entered_qualifiedtobuy|property_hs_date_entered_qualifiedtobuy date
-- column term_months: properties.term_months|property_term_months|Term (months) number
-- column merged_ids: properties.hs_merged_object_ids|property_hs_merged_object_ids|Merged Deal IDs text
-- column companies: associations.companies.results text
-- column company_id: Associated Company IDs (Primary)|Primary Associated Company ID|Associated Company IDs|Associated Company text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    deal_id,
    name,
    stage_id,
    mapped,
    amount as amount_minor,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    close_on,
    case replace(lower(deal_type), ' ', '')
        when 'newbusiness' then 'new'
        when 'existingbusiness' then 'expansion'
        else lower(deal_type)
    end as deal_type,
    is_closed,
    is_won,
    owner_id,
    created_on,
    modified_at,
    lead_source,
    first_touch_on,
    list_amount as list_amount_minor,
    cost as cost_minor,
    partner_id,
    territory_id,
    campaign_id,
    lower(forecast_category) as forecast_category,
    qualified_on,
    term_months,
    -- The deals this one was made of; they are gone, or archived.
    string_split(merged_ids, ';') as merged_ids,
    -- Of several companies the primary one: its association has no label at its end.
    coalesce(
        json_extract_string(list_filter(cast(companies as json[]), lambda c: json_extract_string(c, '$.type') = 'deal_to_company')[1], '$.id'),
        json_extract_string(companies, '$[0].id'),
        string_split(company_id, ';')[1]
    ) as company_id,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_deal
