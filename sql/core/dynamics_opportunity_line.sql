-- One row per Dynamics opportunity product record, with the currency its money is in.
-- feeds: opportunity_line
-- made: table
with currency as (
    -- By its id, as the API writes it, or by its name, as exports do.
    select currency_id as id, currency from staging.dynamics_transactioncurrency
    union
    select name as id, currency from staging.dynamics_transactioncurrency where name is not null
)

select
    line.line_id,
    line.opportunity_id,
    line.product_id,
    line.quantity,
    minor_in(line.list_amount_minor, upper(line.currency_id), coalesce(currency.currency, upper(line.currency_id))) as list_amount_minor,
    minor_in(line.amount_minor, upper(line.currency_id), coalesce(currency.currency, upper(line.currency_id))) as amount_minor,
    minor_in(line.cost_minor, upper(line.currency_id), coalesce(currency.currency, upper(line.currency_id))) as cost_minor,
    -- A currency that is not known stays the word it came as: nothing converts from it, and what needs that is held.
    coalesce(currency.currency, upper(line.currency_id)) as currency,
    line.is_deleted,
    line.attributes,
    line._file,
    line._row
from staging.dynamics_opportunityproduct as line
left join currency on line.currency_id = currency.id
