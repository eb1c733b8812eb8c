-- One row per split whose owner is not a participant.
-- title: Everybody a deal is split with is known to HR
-- severity: leave_out
select
    split.opportunity_id as record,
    'split with ' || coalesce(split.owner_id, 'nobody') || ' of ' || coalesce(opportunity.name, opportunity.opportunity_id) || ': not in the HR extract' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    split._file,
    split._row
from core.opportunity_split as split
join core.opportunity as opportunity on split.opportunity_id = opportunity.opportunity_id
anti join core.identity as queue
    on split._system = queue._system
    and split.owner_id = queue.user_id
    and not queue.is_person
    and coalesce(opportunity.close_on, getvariable('as_of')) >= queue.first_day
    and coalesce(opportunity.close_on, getvariable('as_of')) < queue.until_on
where split.participant_id is null and not opportunity.is_deleted
