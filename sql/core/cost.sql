-- One row per record of cost: a month, a category, an amount. Records are added up, never taken for repeats.
select
    month,
    category,
    amount_minor,
    currency,
    campaign_id,
    attributes,
    _system,
    _file,
    _row
from united.cost
where month is not null and category is not null and amount_minor is not null
