-- One row per somebody who may take part in a referral programme, and whether they did.
-- key: referral_id
-- needs: eligible_on
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by referral_id) as record_count,
        row_number() over (partition by referral_id order by record) as position
    from united.referral as record
    where referral_id is not null and eligible_on is not null and is_deleted is not true
)

select
    kept.referral_id,
    kept.programme,
    kept.referrer_id,
    kept.kind,
    -- Who refers is a participant, or else a customer or partner.
    owner.participant_id,
    coalesce(kept.account_id, case when kept.kind in ('customer', 'partner') then kept.referrer_id end) as account_id,
    kept.opportunity_id,
    kept.eligible_on,
    kept.joined_on,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.referrer_id = owner.user_id
    and coalesce(kept.kind, 'employee') = 'employee'
    and kept.eligible_on >= owner.first_day
    and kept.eligible_on < owner.until_on
where kept.position = 1
