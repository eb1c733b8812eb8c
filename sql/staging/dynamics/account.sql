-- One row per Dynamics account, as landed.
-- feeds: account
-- column account_id: accountid|(Do Not Modify) Account|Account Name guid required
-- column name: name|Account Name text
-- column owner_id: _ownerid_value|ownerid|Owner guid
-- column currency: transactioncurrencyid.isocurrencycode text
-- column created_on: createdon|Created On date
-- column industry: industrycode@OData.Community.Display.V1.FormattedValue|industrycode|Industry text
-- column country: address1_country|Address 1: Country/Region text
-- column parent_account_id: _parentaccountid_value|parentaccountid|Parent Account guid
-- column territory_id: _territoryid_value|territoryid|Territory guid
-- column relation: customertypecode@OData.Community.Display.V1.FormattedValue|Relationship Type text
-- column is_deleted: IsDelete boolean
-- column is_removed: _fivetran_deleted boolean
select
    account_id,
    name,
    owner_id,
    upper(currency) as currency,
    created_on,
    industry,
    country,
    parent_account_id,
    territory_id,
    lower(relation) = 'customer' as is_customer,
    coalesce(is_deleted, false) or coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.dynamics_account
