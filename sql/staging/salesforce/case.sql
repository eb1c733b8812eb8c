-- One row per Salesforce case, as landed.
-- feeds: ticket
-- column ticket_id: Id|Case ID|Case Number salesforce_id required
-- column account_id: AccountId|account_id|Account ID|Account Name salesforce_id
-- column owner_id: OwnerId|owner_id|Case Owner salesforce_id
-- column opened_at: CreatedDate|created_date|Date/Time Opened timestamp required
-- column first_replied_at: First_Response_Date__c|first_response_date_c|First Response timestamp
-- column resolved_at: ClosedDate|closed_date|Date/Time Closed timestamp
-- column status: Status text
-- column priority: Priority text
-- column product_id: ProductId|product_id|Product__c|product_c salesforce_id
-- column due_at: SLA_Due_Date__c|sla_due_date_c|SLA Due timestamp
-- column team: Team__c|team_c|Team text
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
-- column is_current: _fivetran_active boolean
select
    ticket_id,
    account_id,
    owner_id,
    opened_at,
    first_replied_at,
    resolved_at,
    replace(lower(status), ' ', '_') as status,
    replace(lower(priority), ' ', '_') as priority,
    product_id,
    due_at,
    team,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not coalesce(is_current, true) as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_case
