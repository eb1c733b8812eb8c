-- One row per deal whose owner is not a participant.
-- title: Every deal's owner is known to HR
-- severity: leave_out
with unknown as (
    select *
    from core.opportunity
    where owner_id is not null and participant_id is null and not is_deleted
),

-- Whoever is called the same is named and never taken for the owner: two people can have one name.
named as (
    select
        lower(name) as name,
        string_agg(participant_id || ' ' || name, ' or ' order by participant_id) as people
    from core.participant
    where name is not null
    group by lower(name)
)

select
    unknown.opportunity_id as record,
    coalesce(unknown.name, unknown.opportunity_id) || ': owner ' || case
        when owner.user_id is null then unknown.owner_id || ' is not in the user list'
        else coalesce(owner.name, owner.user_id) || coalesce(' (employee ' || owner.employee_number || ')', '') || ' is not in the HR extract'
    end || coalesce('; looks like ' || named.people || '; if so, add a row to people.xlsx', '') as message,
    unknown.amount_minor,
    unknown.currency,
    unknown._file,
    unknown._row
from unknown
left join core.user as owner on unknown._system = owner._system and unknown.owner_id = owner.user_id
left join named on lower(coalesce(owner.name, unknown.owner_id)) = named.name
-- A queue, which people.xlsx says is not a person, owns what nobody is credited with.
anti join core.identity as queue
    on unknown._system = queue._system
    and unknown.owner_id = queue.user_id
    and not queue.is_person
    and coalesce(unknown.close_on, getvariable('as_of')) >= queue.first_day
    and coalesce(unknown.close_on, getvariable('as_of')) < queue.until_on
