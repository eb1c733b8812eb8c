-- One row per Salesforce account record, as landed.
-- feeds: account
-- column account_id: Id|Account ID|Account Name salesforce_id required
-- column name: Name|Account Name text
-- column owner_id: OwnerId|owner_id|Account Owner salesforce_id
-- column customer_success_manager_id: Customer_Success_Manager__c|customer_success_manager_c|Customer Success Manager salesforce_id
-- column currency: CurrencyIsoCode|currency_iso_code|Account Currency text
-- column created_on: CreatedDate|created_date|Created Date date
-- column industry: Industry text
-- column country: BillingCountryCode|billing_country_code|BillingCountry|billing_country|Billing Country text
-- column parent_account_id: ParentId|parent_id|Parent Account ID|Parent Account salesforce_id
-- column territory_id: Territory2Id|territory_2_id|Territory__c|territory_c|Territory text
-- column kind: Type text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
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
    -- "Customer", "Customer - Direct", "Customer - Channel".
    lower(kind) like 'customer%' as is_customer,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_account
