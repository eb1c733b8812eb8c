-- One row per house account, carve-out or hand-over that names somebody who is no participant.
-- title: Who is credited instead of somebody else is known to HR
-- severity: stop
with named as (
    select 'house_account' as says, getvariable('house_account') as participant_id, 'attain.yaml' as _file, null::bigint as _row
    where getvariable('house_account') is not null
    union all
    select 'the carve-out of account ' || account_id as says, unnest([participant_id, credited_to]) as participant_id, _file, _row
    from core.carve_out
    union all
    select 'the hand-over of account ' || account_id as says, participant_id, _file, _row
    from core.account_hand_over
)

select
    named.participant_id as record,
    named.says || ' names ' || named.participant_id || ', who is not in the HR extract' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    named._file,
    named._row
from named
anti join core.participant as participant on named.participant_id = participant.participant_id
where named.participant_id is not null
