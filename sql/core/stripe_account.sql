-- One row per Stripe customer whose metadata name no account: it is an account of its own.
-- feeds: account
select
    customer_id as account_id,
    name,
    currency,
    country,
    created_on,
    is_deleted,
    attributes,
    _file,
    _row
from staging.stripe_customer
where account_id is null
