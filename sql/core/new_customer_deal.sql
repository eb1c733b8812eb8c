-- One row per won deal of an account: whether the account bought nothing before the day, by a deal, an invoice or a subscription.
-- made: view
select
    deal.opportunity_id,
    since.customer_on >= deal.close_on as is_new_customer
from core.opportunity as deal
join core.customer_since as since on deal.account_id = since.account_id
where deal.outcome = 'won' and not deal.is_deleted and deal.close_on is not null
