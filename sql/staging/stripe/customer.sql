-- One row per Stripe customer, as landed.
-- column customer_id: id text required
-- column is_deleted: deleted|is_deleted boolean
-- column account_id: metadata.account_id salesforce_id
-- column name: name text
-- column description: description text
-- column email: email text
-- column currency: currency text
-- column country: address.country|address_country text
-- column created_on: created date
select
    customer_id,
    account_id,
    coalesce(name, description, email) as name,
    upper(currency) as currency,
    country,
    created_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.stripe_customer
