-- One row per account that was handed over and stretch of days on which who had it before keeps a share of what is won.
select
    record.account_id,
    coalesce(owner.participant_id, record.owner_id) as participant_id,
    record.owner_id,
    record.share_millionths,
    record.handed_over_on as first_day,
    cast(record.handed_over_on + to_months(cast(record.tail_months as integer)) as date) as until_on,
    record._system,
    record._file,
    record._row
from united.account_hand_over as record
-- Who had it on the day before.
left join core.identity as owner
    on record._system = owner._system
    and record.owner_id = owner.user_id
    and cast(record.handed_over_on - 1 as date) >= owner.first_day
    and cast(record.handed_over_on - 1 as date) < owner.until_on
where record.account_id is not null
    and record.owner_id is not null
    and record.is_deleted is not true
    and record.handed_over_on is not null
    and record.tail_months between 0 and 120
    and record.tail_months % 1 = 0
    and record.share_millionths between 0 and 1000000
