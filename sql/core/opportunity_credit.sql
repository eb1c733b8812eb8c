-- One row per credited share of an opportunity that has splits which add up: who is credited with how much of it.
with split_total as (
    select
        opportunity_id,
        cast(sum(share_millionths) filter (where credit_type = 'primary') as bigint) as primary_millionths,
        bool_and(is_readable) as is_readable
    from core.opportunity_split
    group by opportunity_id
),

-- Revenue shares are 100 % together, or nobody is credited: see checks/splits_are_not_100_percent. Only overlays is
-- fine: then the owner has the whole.
creditable as (
    select
        opportunity.opportunity_id,
        opportunity.amount_minor,
        opportunity.participant_id,
        opportunity.owner_id,
        split_total.primary_millionths is null as is_overlay_only
    from split_total
    join core.opportunity as opportunity on split_total.opportunity_id = opportunity.opportunity_id
    where split_total.is_readable and coalesce(split_total.primary_millionths, 1000000) = 1000000
),

share as (
    select
        creditable.opportunity_id,
        creditable.amount_minor,
        split.participant_id,
        split.owner_id,
        split.credit_type,
        split.share_millionths,
        split.share_bp
    from creditable
    join core.opportunity_split as split on creditable.opportunity_id = split.opportunity_id
    union all
    select opportunity_id, amount_minor, participant_id, owner_id, 'primary' as credit_type, 1000000 as share_millionths, 10000 as share_bp
    from creditable
    where is_overlay_only
),

-- Largest remainder: everyone gets the whole units of their share, and the units left over go to the largest
-- remainders, the lowest participant first where they are equal. 100.00 in three at 33.34 %, 33.33 % and 33.33 %:
-- 33.34, 33.33, 33.33. Negative amounts mirror positive ones.
floored as (
    select
        *,
        cast(abs(amount_minor)::hugeint * share_millionths // 1000000 as bigint) as whole,
        cast(abs(amount_minor)::hugeint * share_millionths % 1000000 as bigint) as remainder
    from share
),

ranked as (
    select
        *,
        row_number() over (
            partition by opportunity_id, credit_type
            order by remainder desc, participant_id nulls last, owner_id
        ) as position,
        abs(amount_minor) - sum(whole) over (partition by opportunity_id, credit_type) as left_over
    from floored
)

select
    opportunity_id,
    participant_id,
    owner_id,
    credit_type,
    share_bp,
    cast(case
        -- An overlay comes on top and divides nothing: its own share, to the nearest unit.
        when credit_type = 'overlay' then rounded_share(amount_minor, share_millionths, 1000000)
        else sign(amount_minor) * (whole + case when position <= left_over then 1 else 0 end)
    end as bigint) as amount_minor
from ranked
