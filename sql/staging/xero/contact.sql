-- One row per Xero contact, as landed: customers and suppliers.
-- column contact_id: ContactID|contact_id text required
-- column is_removed: _fivetran_deleted boolean
-- column account_id: ContactNumber|contact_number salesforce_id
-- column name: Name text
-- column currency: DefaultCurrency|default_currency text
-- column country: Addresses.0.Country text
-- column is_supplier: IsSupplier|is_supplier boolean
-- column is_customer: IsCustomer|is_customer boolean
select
    contact_id,
    -- The number of a contact is its key in another system, which only programs can set.
    account_id,
    name,
    upper(currency) as currency,
    country,
    -- Who only sells to us is no account.
    coalesce(is_supplier and not is_customer, false) as is_supplier_only,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.xero_contact
