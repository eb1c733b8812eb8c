-- One row per HubSpot company, as landed.
-- feeds: account
-- column account_id: id|Record ID|Company name text required
-- column name: properties.name|property_name|Company name text
-- column owner_id: properties.hubspot_owner_id|property_hubspot_owner_id|Company owner text
-- column customer_success_manager_id: properties.customer_success_manager|property_customer_success_manager|Customer Success Manager text
-- column currency: properties.currency|property_currency|Currency text
-- column created_on: properties.createdate|property_createdate|createdAt|Create Date date
-- column industry: properties.industry|property_industry|Industry text
-- column country: properties.country|property_country|Country/Region text
-- column parent_account_id: properties.hs_parent_company_id|property_hs_parent_company_id|Parent Company ID text
-- column territory_id: properties.territory|property_territory|Territory text
-- column lifecycle: properties.lifecyclestage|property_lifecyclestage|Lifecycle Stage text
-- column is_deleted: archived|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    account_id,
    name,
    owner_id,
    customer_success_manager_id,
    upper(currency) as currency,
    created_on,
    industry,
    country,
    parent_account_id,
    territory_id,
    lower(lifecycle) in ('customer', 'evangelist') as is_customer,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.hubspot_company
