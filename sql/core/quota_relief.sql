-- One row per relief of a participant from a metric's quota: a share of it, or an amount, for a stretch of days.
with known as (
    select
        record.* replace (coalesce(identity.participant_id, record.participant_id) as participant_id)
    from united.quota_relief as record
    left join core.identity as identity
        on record._system = identity._system
        and record.participant_id = identity.user_id
        and record.first_day >= identity.first_day
        and record.first_day < identity.until_on
    where record.participant_id is not null and record.first_day is not null
)

select
    participant_id,
    metric,
    share_millionths,
    amount_minor,
    currency,
    first_day,
    -- Half-open: the first day with the whole quota again. Without a last day the relief has not ended.
    cast(coalesce(last_day, date '9999-12-30') + 1 as date) as until_on,
    coalesce(reason, 'no reason given') as reason,
    approved_by,
    rolls_up,
    -- An amount is for days that end; both or neither of share and amount say nothing that could be meant.
    coalesce(case
        when share_millionths is not null and amount_minor is null then share_millionths between 1 and 1000000
        when share_millionths is null then amount_minor > 0 and last_day is not null
    end, false) and first_day <= coalesce(last_day, date '9999-12-30') as is_usable,
    attributes,
    _system,
    _file,
    _row
from known
