-- One row per closed deal and participant credited with it, of which the day, the outcome or the owner is there and cannot be read.
-- title: When a closed deal closed, how, and whose it is can be read
-- severity: hold
with unread as (
    select
        _file,
        _row,
        string_agg(column_name || ': ' || reason, '; ' order by column_name) as reason
    from checks.reject
    where column_name in ('close_on', 'owner_id', 'is_won', 'is_closed', 'is_deleted')
    group by _file, _row
),

credited as (
    select opportunity_id, participant_id from core.opportunity
    union
    select opportunity_id, participant_id from core.opportunity_split
)

select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ': ' || unread.reason as message,
    opportunity.amount_minor,
    opportunity.currency,
    credited.participant_id,
    opportunity.close_on as day,
    'core.opportunity' as touches,
    opportunity._file,
    opportunity._row
from unread
join core.opportunity as opportunity on unread._file = opportunity._file and unread._row = opportunity._row
left join credited on opportunity.opportunity_id = credited.opportunity_id
-- Of an open deal nothing is paid; of one whose outcome cannot be read, nobody knows.
where not opportunity.is_deleted and opportunity.outcome is distinct from 'open'
