-- One row per hand-over of an account that does not say from whom, since when, for how long or which share.
-- title: A hand-over says from whom, since when, for how many months and which share
-- severity: stop
select
    account_id as record,
    'the hand-over of account ' || coalesce(account_id, '(none)') || ' by ' || coalesce(owner_id, 'nobody') || ' has ' ||
        case
            when account_id is null then 'no account'
            when owner_id is null then 'nobody who had it before'
            when handed_over_on is null then 'no day'
            when tail_months is null then 'no tail_months that can be read'
            when tail_months not between 0 and 120 or tail_months % 1 <> 0 then 'a tail of ' || tail_months || ' months; write a whole number from 0 to 120'
            when share_millionths is null then 'no tail_share that can be read'
            else 'a tail_share of ' || cast(share_millionths / 10000 as decimal(18, 4)) || ' %; write 0 to 100'
        end as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from united.account_hand_over
where is_deleted is not true
    and (
        account_id is null
        or owner_id is null
        or handed_over_on is null
        or tail_months is null
        or tail_months not between 0 and 120
        or tail_months % 1 <> 0
        or share_millionths is null
        or share_millionths not between 0 and 1000000
    )
