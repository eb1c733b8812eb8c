-- One row per Stripe subscription whose items are in a table of their own: what it pays a month, from when until when.
-- feeds: subscription
with listed as (
    select price_id, product_id, currency, kind, amount, "interval", interval_count, usage
    from staging.stripe_price
    union all
    -- Plans are the prices of old; one that is in both is the same.
    select plan_id, product_id, currency, kind, amount, "interval", interval_count, usage
    from staging.stripe_plan
    where plan_id not in (select price_id from staging.stripe_price where price_id is not null)
),

price as (
    select distinct on (price_id) *
    from listed
    order by price_id, amount
),

-- The items of a subscription in the form a subscription has that holds them itself, so that both are counted alike.
item as (
    select
        item.subscription_id,
        min(price.currency) as currency,
        -- Of several products none.
        case when count(distinct price.product_id) = 1 then min(price.product_id) end as product_id,
        list({
            'quantity': item.quantity,
            'price': {
                'type': price.kind,
                'unit_amount': price.amount,
                'recurring': {'interval': price."interval", 'interval_count': price.interval_count, 'usage_type': price.usage}
            }
        }) as list
    from (select distinct on (item_id) * from staging.stripe_subscription_item order by item_id, _file, _row) as item
    left join price on item.price_id = price.price_id
    group by item.subscription_id
)

select
    subscription.subscription_id,
    subscription.account_id,
    cast(subscription.begins_at as date) as effective_on,
    subscription.begins_at as effective_at,
    case
        when subscription.status in ('active', 'past_due') or (subscription.status = 'canceled' and subscription.ended_at > subscription.begins_at)
            then stripe_minor(monthly_price(cast(to_json({'data': item.list}) as varchar)), item.currency)
        else 0
    end as mrr_minor,
    item.currency,
    item.product_id,
    cast(subscription.ended_at as date) as ended_on,
    subscription.attributes,
    subscription._file,
    subscription._row
from staging.stripe_subscription_history as subscription
left join item on subscription.subscription_id = item.subscription_id
-- Items are known as they are now, so only the version that is.
where subscription.is_newest
