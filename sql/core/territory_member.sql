-- One row per territory, member (a participant or an account) and stretch of days on which it is in the territory.
with stated as (
    select
        *,
        coalesce(first_day, date '0001-01-01') as begins_on,
        cast(coalesce(last_day, date '9999-12-30') + 1 as date) as until_on
    from united.territory_member
    where territory_id is not null and (owner_id is not null or account_id is not null) and is_deleted is not true
),

known as (
    select
        stated.territory_id,
        stated.owner_id,
        owner.participant_id,
        stated.account_id,
        stated.begins_on as first_day,
        stated.until_on,
        stated._system,
        stated._file,
        stated._row,
        row_number() over (
            partition by stated.territory_id, stated.owner_id, stated.account_id, stated.begins_on, stated.until_on
            order by stated._file, stated._row
        ) as position
    from stated
    -- Who holds the seat when the membership ends, or now.
    left join core.identity as owner
        on stated._system = owner._system
        and stated.owner_id = owner.user_id
        and least(cast(stated.until_on - 1 as date), getvariable('as_of')) >= owner.first_day
        and least(cast(stated.until_on - 1 as date), getvariable('as_of')) < owner.until_on
    where stated.begins_on < stated.until_on
)

select * exclude (position)
from known
where position = 1
