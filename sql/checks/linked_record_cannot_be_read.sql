-- One row per record that other records count by, of which a day, an amount or another value is there and cannot be read, and participant it may count for.
-- title: What deals and users count by can be read
-- severity: hold
with unread as (
    select
        _file,
        _row,
        string_agg(column_name || ': ' || reason, '; ' order by column_name) as reason,
        bool_or(column_name = 'created_on') as has_creation
    from checks.reject
    where column_name not in ('quantity', 'is_customer')
    group by _file, _row
),

linked as (
    -- The list price and the cost of a deal are those of its lines.
    select
        'core.opportunity_line' as touches,
        line.opportunity_id as record,
        'line of deal ' || coalesce(opportunity.name, line.opportunity_id) as label,
        opportunity.participant_id,
        opportunity.close_on as day,
        line._file,
        line._row
    from united.opportunity_line as line
    left join core.opportunity as opportunity on line.opportunity_id = opportunity.opportunity_id
    union all
    -- A version of a deal that cannot be read leaves the one before standing, for as long as nobody knows.
    select
        'core.opportunity_change' as touches,
        change.opportunity_id as record,
        'history of deal ' || coalesce(opportunity.name, change.opportunity_id) as label,
        opportunity.participant_id,
        null::date as day,
        change._file,
        change._row
    from united.opportunity_change as change
    left join core.opportunity as opportunity on change.opportunity_id = opportunity.opportunity_id
    union all
    select
        'core.campaign' as touches,
        record.campaign_id as record,
        'campaign ' || coalesce(record.name, record.campaign_id) as label,
        campaign.participant_id,
        null::date as day,
        record._file,
        record._row
    from united.campaign as record
    left join core.campaign as campaign on record.campaign_id = campaign.campaign_id
    union all
    -- A deal is of the campaign answered first: which one that is, its answers say together.
    select
        'core.campaign_response' as touches,
        response.campaign_id as record,
        'response to campaign ' || response.campaign_id as label,
        campaign.participant_id,
        null::date as day,
        response._file,
        response._row
    from united.campaign_response as response
    left join (select distinct participant_id from core.campaign) as campaign on true
    union all
    select
        'measures.campaign_cost' as touches,
        cost.campaign_id as record,
        cost.category || ' cost of campaign ' || coalesce(campaign.name, cost.campaign_id) as label,
        campaign.participant_id,
        cast(campaign.until_on - 1 as date) as day,
        cost._file,
        cost._row
    from united.cost as cost
    join core.campaign as campaign on cost.campaign_id = campaign.campaign_id
    union all
    -- Of a team's quotas one that cannot be read leaves the others, and less to be reached: on every day it is for.
    select
        'core.target' as touches,
        record.owner_id as record,
        record.metric || ' target of ' || coalesce(record.owner_id, record.territory_id) as label,
        coalesce(owner.participant_id, record.owner_id) as participant_id,
        cast(unnest(case when coalesce(period.first_day, record.month) is null then [null::timestamp] else generate_series(
            cast(coalesce(period.first_day, record.month) as timestamp),
            coalesce(cast(period.until_on as timestamp), record.month + interval 1 month) - interval 1 day,
            interval 1 day
        ) end) as date) as day,
        record._file,
        record._row
    from united.target as record
    semi join unread on record._file = unread._file and record._row = unread._row
    left join calendar.period as period on record.period = period.label
    left join core.identity as owner on record._system = owner._system and record.owner_id = owner.user_id
    union all
    select
        'core.product_user' as touches,
        user_id as record,
        'user ' || user_id as label,
        null::varchar as participant_id,
        null::date as day,
        _file,
        _row
    from united.product_user
    union all
    select
        'core.product_event' as touches,
        event_id as record,
        'product event ' || event_id as label,
        null::varchar as participant_id,
        null::date as day,
        _file,
        _row
    from united.product_event
    union all
    select
        unnest(['measures.crm_records', 'measures.flawed_crm_records']) as touches,
        record.account_id as record,
        'account ' || coalesce(account.name, record.account_id) as label,
        account.participant_id,
        account.created_on as day,
        record._file,
        record._row
    from united.account as record
    left join core.account as account on record.account_id = account.account_id
)

select distinct
    linked.record,
    coalesce(linked.label || ': ', '') || unread.reason as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    linked.participant_id,
    case when not unread.has_creation then linked.day end as day,
    linked.touches,
    linked._file,
    linked._row
from unread
join linked on unread._file = linked._file and unread._row = linked._row
