-- One row per word for a kind of record, and currency, that no measure of ours counts.
-- title: Every category, status, survey and event is one we know
-- severity: warn
with word as (
    select 'cost category' as kind, category as word, 'sales, marketing, sales_and_marketing, cost_of_revenue, cogs' as known, amount_minor, currency, _file, _row
    from core.cost
    where category not in ('sales', 'marketing', 'sales_and_marketing', 'cost_of_revenue', 'cogs')
    union all
    select 'survey' as kind, survey as word, 'nps, csat' as known, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.survey_response
    where survey is null or survey not in ('nps', 'csat')
    union all
    select 'product event' as kind, event as word, 'signed_up, activated, used_feature' as known, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.product_event
    where event is null or event not in ('signed_up', 'activated', 'used_feature')
    union all
    select 'invoice status' as kind, status as word, 'draft, open, paid, void, uncollectible' as known, total_minor as amount_minor, currency, _file, _row
    from core.invoice
    where status not in ('draft', 'open', 'paid', 'void', 'uncollectible')
    union all
    select 'payment status' as kind, status as word, 'succeeded, failed, refunded' as known, amount_minor, currency, _file, _row
    from core.payment
    where status not in ('succeeded', 'failed', 'refunded')
    union all
    select 'activity' as kind, kind as word, 'call, email, meeting, demo, task' as known, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.activity
    where kind is null or kind not in ('call', 'email', 'meeting', 'demo', 'task')
)

select
    coalesce(word, '(empty)') as record,
    kind || coalesce(' "' || word || '"', ' (empty)') || ' of ' || count(*) || ' records is none of ' || known || '; no measure of ours counts them' as message,
    cast(sum(amount_minor) as bigint) as amount_minor,
    currency,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from word
group by kind, word, known, currency
