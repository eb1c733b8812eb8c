-- One row per record of a deal that is not among the deals.
-- title: What belongs to a deal belongs to one we have
-- severity: warn
with reference as (
    select 'line ' || coalesce(line_id, 'of record ' || _row) as what, line_id as record, opportunity_id, amount_minor, currency, _file, _row
    from core.opportunity_line
    union all
    select 'approval ' || coalesce(approval_id, 'of record ' || _row) as what, approval_id as record, opportunity_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.deal_approval
    union all
    select 'activity ' || coalesce(activity_id, 'of record ' || _row) as what, activity_id as record, opportunity_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.activity
    union all
    select 'response ' || coalesce(response_id, 'of record ' || _row) as what, response_id as record, opportunity_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.campaign_response
    union all
    select 'invoice ' || coalesce(invoice_id, 'of record ' || _row) as what, invoice_id as record, opportunity_id, total_minor as amount_minor, currency, _file, _row
    from core.invoice
    where is_revenue
    union all
    select 'referral ' || coalesce(referral_id, 'of record ' || _row) as what, referral_id as record, opportunity_id, null::bigint as amount_minor, null::varchar as currency, _file, _row
    from core.referral
)

select
    record,
    what || ': deal ' || opportunity_id || ' is not among the deals' as message,
    amount_minor,
    currency,
    _file,
    _row
from reference
where opportunity_id is not null
    and exists (select 1 from core.opportunity)
    and opportunity_id not in (select opportunity_id from core.opportunity)
