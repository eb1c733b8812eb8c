-- One row per Salesforce approval process that was begun for a record, as landed.
-- feeds: deal_approval
-- column approval_id: Id salesforce_id required
-- column target_id: TargetObjectId|target_object_id|Opportunity ID salesforce_id required
-- column kind: ProcessDefinition.Name|ProcessDefinition.DeveloperName|process_definition_id|ProcessDefinitionId text
-- column status: Status text
-- column requested_on: CreatedDate|created_date date
-- column decided_on: CompletedDate|completed_date date
-- column owner_id: LastActorId|last_actor_id salesforce_id
-- column discount: Discount__c|discount_c number
-- column is_deleted: IsDeleted|is_deleted boolean
-- column is_removed: _fivetran_deleted boolean
select
    approval_id,
    -- Other records are approved as well: the first three characters of an id say what it is of.
    case when starts_with(target_id, '006') then target_id end as opportunity_id,
    replace(lower(kind), ' ', '_') as kind,
    replace(lower(status), ' ', '_') as status,
    requested_on,
    decided_on,
    owner_id,
    -- Millionths: a discount of 12.5 % is 125,000.
    case when abs(discount) < 9999999999 then cast(discount * 10000 as bigint) end as discount_millionths,
    coalesce(is_deleted, false) or coalesce(is_removed, false) or not starts_with(target_id, '006') as is_deleted,
    attributes,
    _file,
    _row
from raw.salesforce_process_instance
