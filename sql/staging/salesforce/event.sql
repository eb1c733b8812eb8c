-- One row per Salesforce event, as landed: a meeting in a calendar.
-- feeds: activity
-- column activity_id: Id|Activity ID salesforce_id required
-- column type: Type text
-- column owner_id: OwnerId|owner_id|Assigned salesforce_id
-- column account_id: AccountId|account_id|Account ID salesforce_id
-- column what_id: WhatId|what_id|Opportunity ID salesforce_id
-- column who_id: WhoId|who_id|Lead ID salesforce_id
-- column started_at: StartDateTime|start_date_time|ActivityDateTime|activity_date_time|Start timestamp
-- column activity_on: ActivityDate|activity_date|Date timestamp
-- column outcome: Outcome__c|outcome_c|Meeting Outcome text
-- column is_no_show: No_Show__c|no_show_c|No Show boolean
-- column is_qualified: Qualified__c|qualified_c|Qualified boolean
-- column minutes: DurationInMinutes|duration_in_minutes|Duration number
-- column is_child: IsChild|is_child boolean
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    activity_id,
    case when lower(type) like '%demo%' then 'demo' when lower(type) like '%call%' then 'call' else 'meeting' end as kind,
    owner_id,
    account_id,
    -- The first three characters of an id say what it is of.
    case when starts_with(what_id, '006') then what_id end as opportunity_id,
    case when starts_with(who_id, '00Q') then who_id end as lead_id,
    -- An event of a whole day has no hour.
    coalesce(started_at, activity_on) as occurred_at,
    case when is_no_show then 'no_show' else replace(lower(outcome), ' ', '_') end as outcome,
    is_qualified,
    minutes as duration_minutes,
    -- A guest's copy of a meeting is the same meeting once more.
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) or coalesce(is_child, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_event
