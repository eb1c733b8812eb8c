-- One row per reward given out, to be redeemed.
-- key: reward_id
-- needs: distributed_on
-- amount: amount_minor
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by reward_id) as record_count,
        row_number() over (partition by reward_id order by record) as position
    from united.reward as record
    where reward_id is not null and distributed_on is not null and is_deleted is not true
)

select
    kept.reward_id,
    kept.owner_id,
    owner.participant_id,
    kept.account_id,
    kept.programme,
    kept.amount_minor,
    kept.currency,
    kept.distributed_on,
    kept.redeemed_on,
    kept.expires_on,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and kept.distributed_on >= owner.first_day
    and kept.distributed_on < owner.until_on
where kept.position = 1
