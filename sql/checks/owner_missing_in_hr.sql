-- One row per deal whose owner is not a participant.
-- title: Every deal's owner is known to HR
-- severity: leave_out
select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ': owner ' || case
        when owner.user_id is null then opportunity.owner_id || ' is not in the user list'
        else coalesce(owner.name, owner.user_id) || coalesce(' (employee ' || owner.employee_number || ')', '') || ' is not in the HR extract'
    end as message,
    opportunity.amount_minor as amount_minor,
    opportunity.currency as currency,
    opportunity._file,
    opportunity._row
from core.opportunity as opportunity
left join core.user as owner on opportunity.owner_id = owner.user_id
where opportunity.owner_id is not null and opportunity.participant_id is null and not opportunity.is_deleted
