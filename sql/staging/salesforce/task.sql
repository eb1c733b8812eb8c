-- One row per Salesforce task, as landed: a call, an e-mail or something to do.
-- feeds: activity
-- column activity_id: Id|Activity ID salesforce_id required
-- column kind: TaskSubtype|task_subtype|Task Subtype|Type text
-- column type: Type text
-- column owner_id: OwnerId|owner_id|Assigned salesforce_id
-- column account_id: AccountId|account_id|Account ID salesforce_id
-- column what_id: WhatId|what_id|Opportunity ID salesforce_id
-- column who_id: WhoId|who_id|Lead ID salesforce_id
-- column completed_at: CompletedDateTime|completed_date_time|Completed Date timestamp
-- column due_at: ActivityDate|activity_date|Date timestamp
-- column created_at: CreatedDate|created_date|Created Date timestamp
-- column is_closed: IsClosed|is_closed boolean
-- column status: Status text
-- column disposition: CallDisposition|call_disposition|Call Result text
-- column seconds: CallDurationInSeconds|call_duration_in_seconds|Call Duration (seconds)|Call Duration number
-- column is_qualified: Qualified__c|qualified_c|Qualified boolean
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    activity_id,
    -- The subtype is Task for whatever nobody sorted: then the type says more.
    case
        when lower(kind) = 'call' or lower(type) like '%call%' then 'call'
        when lower(kind) in ('email', 'listemail') or lower(type) like '%mail%' then 'email'
        when lower(type) like '%demo%' then 'demo'
        when lower(type) like '%meeting%' then 'meeting'
        else 'task'
    end as kind,
    owner_id,
    account_id,
    -- The first three characters of an id say what it is of.
    case when starts_with(what_id, '006') then what_id end as opportunity_id,
    case when starts_with(who_id, '00Q') then who_id end as lead_id,
    -- A task has a day it is due; when it was done only newer ones say.
    coalesce(completed_at, due_at, created_at) as occurred_at,
    case
        when not coalesce(is_closed, lower(status) = 'completed', true) then 'open'
        else replace(lower(disposition), ' ', '_')
    end as outcome,
    is_qualified,
    cast(seconds / 60 as decimal(18, 4)) as duration_minutes,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_task
