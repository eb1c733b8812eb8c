-- One row per credited share of an opportunity that has splits which add up, or whose account was handed over: who is credited with how much of it.
with split_total as (
    select
        opportunity_id,
        cast(sum(share_millionths) filter (where credit_type = 'primary') as bigint) as primary_millionths,
        bool_and(is_readable) as is_readable
    from core.opportunity_split
    group by opportunity_id
),

-- Revenue shares are 100 % together, or nobody is credited: see checks/splits_are_not_100_percent. Where there is a house
-- account it has what is missing. Without any revenue share the owner has the whole.
creditable as (
    select
        opportunity.opportunity_id,
        opportunity.amount_minor,
        opportunity.participant_id,
        opportunity.owner_id,
        split_total.primary_millionths is null as is_owners,
        coalesce(1000000 - split_total.primary_millionths, 0) as missing_millionths
    from split_total
    join core.opportunity as opportunity on split_total.opportunity_id = opportunity.opportunity_id
    where split_total.is_readable
        and (
            coalesce(split_total.primary_millionths, 1000000) = 1000000
            or (split_total.primary_millionths between 0 and 999999 and getvariable('house_account') is not null)
        )
),

-- Who had the account before keeps a share for a while: of several the last. What a deal's splits say stands before it.
tail as (
    select
        opportunity.opportunity_id,
        opportunity.amount_minor,
        opportunity.participant_id,
        opportunity.owner_id,
        arg_max({'participant_id': hand_over.participant_id, 'owner_id': hand_over.owner_id, 'share_millionths': hand_over.share_millionths},
            (hand_over.first_day, hand_over._file, hand_over._row)) as keeps
    from core.account_hand_over as hand_over
    join core.opportunity as opportunity
        on hand_over.account_id = opportunity.account_id
        and opportunity.close_on >= hand_over.first_day
        and opportunity.close_on < hand_over.until_on
    anti join split_total on opportunity.opportunity_id = split_total.opportunity_id
    where opportunity.outcome = 'won' and opportunity.participant_id is distinct from hand_over.participant_id
    group by opportunity.opportunity_id, opportunity.amount_minor, opportunity.participant_id, opportunity.owner_id
),

share as (
    select
        creditable.opportunity_id,
        creditable.amount_minor,
        split.participant_id,
        split.owner_id,
        split.credit_type,
        split.share_millionths
    from creditable
    join core.opportunity_split as split on creditable.opportunity_id = split.opportunity_id
    union all
    select opportunity_id, amount_minor, participant_id, owner_id, 'primary' as credit_type, 1000000 as share_millionths
    from creditable
    where is_owners
    union all
    select
        opportunity_id,
        amount_minor,
        getvariable('house_account') as participant_id,
        getvariable('house_account') as owner_id,
        'house' as credit_type,
        missing_millionths as share_millionths
    from creditable
    where missing_millionths > 0
    union all
    select opportunity_id, amount_minor, participant_id, owner_id, 'primary' as credit_type, 1000000 - keeps.share_millionths as share_millionths
    from tail
    where keeps.share_millionths < 1000000
    union all
    select opportunity_id, amount_minor, keeps.participant_id, keeps.owner_id, 'tail' as credit_type, keeps.share_millionths
    from tail
    where keeps.share_millionths > 0
),

-- Largest remainder: everyone gets the whole units of their share, and the units left over go to the largest
-- remainders, the lowest participant first where they are equal. 100.00 in three at 33.34 %, 33.33 % and 33.33 %:
-- 33.34, 33.33, 33.33. Negative amounts mirror positive ones. Primary, tail and house divide the amount together; of
-- every other kind the shares divide it where they are a whole.
floored as (
    select
        *,
        case when credit_type in ('primary', 'tail', 'house') then 'whole' else credit_type end as divides,
        cast(abs(amount_minor)::hugeint * share_millionths // 1000000 as bigint) as whole,
        cast(abs(amount_minor)::hugeint * share_millionths % 1000000 as bigint) as remainder
    from share
),

ranked as (
    select
        *,
        row_number() over (
            partition by opportunity_id, divides
            order by remainder desc, participant_id nulls last, owner_id
        ) as position,
        abs(amount_minor) - sum(whole) over (partition by opportunity_id, divides) as left_over,
        sum(share_millionths) over (partition by opportunity_id, divides) as divided_millionths
    from floored
)

select
    opportunity_id,
    participant_id,
    owner_id,
    credit_type,
    rounded_share(share_millionths, 1, 100) as share_bp,
    cast(case
        -- An overlay comes on top and divides nothing, as any kind whose shares are not a whole: its own share, to the nearest unit.
        when credit_type = 'overlay' or divided_millionths <> 1000000 then rounded_share(amount_minor, share_millionths, 1000000)
        else sign(amount_minor) * (whole + case when position <= left_over then 1 else 0 end)
    end as bigint) as amount_minor
from ranked
