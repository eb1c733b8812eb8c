-- One row per account, with the participants who own it and who look after it.
-- key: account_id
-- deleted: flagged
with ranked as (
    select
        record.*,
        count(*) over (partition by account_id) as record_count,
        row_number() over (partition by account_id order by is_deleted is true, record) as position
    from united.account as record
    where account_id is not null
),

-- An account that is in two territories on one day is in neither.
member as (
    select
        account_id,
        min(territory_id) as territory_id
    from core.territory_member
    where account_id is not null and getvariable('as_of') >= first_day and getvariable('as_of') < until_on
    group by account_id
    having count(distinct territory_id) = 1
)

select
    kept.account_id,
    kept.name,
    kept.owner_id,
    owner.participant_id,
    manager.participant_id as customer_success_manager_id,
    kept.currency,
    kept.created_on,
    kept.industry,
    kept.country,
    kept.parent_account_id,
    coalesce(kept.territory_id, member.territory_id) as territory_id,
    kept.is_customer,
    coalesce(kept.is_deleted, false) as is_deleted,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and getvariable('as_of') >= owner.first_day
    and getvariable('as_of') < owner.until_on
left join core.identity as manager
    on kept._system = manager._system
    and kept.customer_success_manager_id = manager.user_id
    and getvariable('as_of') >= manager.first_day
    and getvariable('as_of') < manager.until_on
left join member on kept.account_id = member.account_id
where kept.position = 1
