-- One row per deal of which a day, the outcome, a price or another value is there and cannot be read, participant it may count for and what it is missing from.
-- title: What a deal counts in can be read
-- severity: hold
-- The amount is no matter of this check: a measure keeps a fact whose amount cannot be read, without a value.
with unread as (
    select
        _file,
        _row,
        string_agg(column_name || ': ' || reason, '; ' order by column_name) as reason,
        bool_or(column_name = 'created_on') as has_creation,
        bool_or(column_name = 'first_touch_on') as has_touch,
        bool_or(column_name in ('list_amount', 'cost')) as has_price,
        bool_or(column_name in ('is_deleted', 'owner_id')) as has_standing,
        bool_or(column_name = 'term_months') as has_term,
        bool_or(column_name not in ('created_on', 'first_touch_on', 'list_amount', 'cost', 'term_months')) as has_outcome
    from checks.reject
    where column_name not in ('amount', 'amount_text', 'estimated', 'currency', 'modified_at', 'qualified_on', 'probability', 'forecast_category')
    group by _file, _row
),

deal as (
    select
        opportunity.*,
        unread.* exclude (_file, _row)
    from unread
    join core.opportunity as opportunity on unread._file = opportunity._file and unread._row = opportunity._row
    where not opportunity.is_deleted
),

-- Of an open deal nothing is paid; of one whose outcome cannot be read, nobody knows.
missing as (
    select *, 'core.opportunity' as touches, close_on as day
    from deal
    where has_outcome and outcome is distinct from 'open'
    union all
    select *, 'core.opportunity_price' as touches, close_on as day
    from deal
    where has_price and outcome is distinct from 'open'
    union all
    select *, 'core.opportunity.term_months' as touches, close_on as day
    from deal
    where has_term and outcome is distinct from 'open'
    union all
    select *, 'measures.sales_cycle_days' as touches, close_on as day
    from deal
    where has_touch and outcome is distinct from 'open'
    union all
    -- What counts on the day a deal was created, whatever became of it.
    select
        *,
        unnest([
            'measures.opportunities_created', 'measures.created_and_won', 'measures.created_pipeline', 'measures.marketing_pipeline',
            'measures.crm_records', 'measures.flawed_crm_records', 'measures.influenced_bookings', 'measures.open_pipeline'
        ]) as touches,
        case when not has_creation then created_on end as day
    from deal
    where has_creation or has_standing or (has_outcome and outcome is distinct from 'open')
),

-- Besides the owner, a deal counts for those its splits credit, and in some measures for somebody else.
person as (
    select opportunity_id, participant_id, null::varchar as only_in from core.opportunity
    union
    select opportunity_id, participant_id, null::varchar as only_in from core.opportunity_split
    union
    -- Who is credited instead: whom an account is carved out for, the house, who handed it over.
    select owner.opportunity_id, owner.participant_id, null::varchar as only_in
    from core.deal_owner as owner
    semi join missing on owner.opportunity_id = missing.opportunity_id
    union
    select opportunity_id, participant_id, null::varchar as only_in from core.opportunity_credit
    union
    select opportunity.opportunity_id, account.customer_success_manager_id as participant_id, unnest(['measures.renewals_due', 'measures.renewals_won']) as only_in
    from core.opportunity as opportunity
    join core.account as account on opportunity.account_id = account.account_id
    where opportunity.deal_type = 'renewal' and account.customer_success_manager_id is not null
    union
    select opportunity_id, participant_id, 'measures.marketing_pipeline' as only_in
    from core.lead
    where opportunity_id is not null and participant_id is not null
    union
    select opportunity.opportunity_id, campaign.participant_id, unnest(['measures.campaign_revenue', 'measures.influenced_bookings']) as only_in
    from core.opportunity as opportunity
    left join core.lead as lead on opportunity.opportunity_id = lead.opportunity_id
    join core.campaign as campaign on campaign.campaign_id in (opportunity.campaign_id, lead.campaign_id)
    where campaign.participant_id is not null
)

select distinct
    missing.opportunity_id as record,
    coalesce(missing.name, missing.opportunity_id) || ': ' || missing.reason as message,
    missing.amount_minor,
    missing.currency,
    person.participant_id,
    missing.day,
    coalesce(person.only_in, missing.touches) as touches,
    missing._file,
    missing._row
from missing
left join person
    on missing.opportunity_id = person.opportunity_id
    and (person.only_in is null or person.only_in = missing.touches or missing.touches = 'core.opportunity')
