-- One row per Salesforce forecasting quota, as landed: a user's or a territory's quota for the month, or the quarter, that begins on a day.
-- feeds: target
-- column owner_id: QuotaOwnerId|quota_owner_id|Quota Owner salesforce_id
-- column territory_id: Territory2Id|territory_2_id salesforce_id
-- column month: StartDate|start_date|Start Date date required
-- column quota: QuotaAmount|quota_amount|Quota Amount money(currency) required
-- column currency: CurrencyIsoCode|currency_iso_code|Quota Amount Currency text
select
    case when territory_id is null then owner_id end as owner_id,
    territory_id,
    'bookings' as metric,
    coalesce(upper(currency), getvariable('reporting_currency')) as currency,
    cast(date_trunc('month', month) as date) as month,
    quota as quota_minor,
    attributes,
    _file,
    _row
from raw.salesforce_forecasting_quota
