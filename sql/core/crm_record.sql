-- One row per deal, account or lead that is not deleted: when it was made and whose it is.
-- made: view
select 'deal' as entity, opportunity_id as record_id, name, created_on, participant_id, account_id, attributes, _file, _row
from core.opportunity
where not is_deleted
union all
select 'account' as entity, account_id as record_id, name, created_on, participant_id, account_id, attributes, _file, _row
from core.account
where not is_deleted
union all
select 'lead' as entity, lead_id as record_id, null::varchar as name, created_on, participant_id, account_id, attributes, _file, _row
from core.lead
where not is_deleted
