-- One row per Stripe customer whose metadata name an account: which account it is.
-- feeds: account_link
select
    account_id,
    'stripe' as system,
    customer_id as external_id,
    attributes,
    _file,
    _row
from staging.stripe_customer
where account_id is not null and not is_deleted
