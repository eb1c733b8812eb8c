-- One row per participant who has more than one credit of a deal.
-- title: A participant is credited with a deal once
-- severity: warn
with credited as (
    select
        opportunity_id,
        participant_id,
        string_agg(credit_type || ' ' || cast(share_bp * 0.01 as decimal(18, 2)) || ' %', ', ' order by credit_type = 'primary' desc, credit_type) as credits,
        -- What is paid beside the revenue share.
        cast(sum(amount_minor) filter (where credit_type not in ('primary', 'tail', 'house')) as bigint) as amount_minor
    from core.opportunity_credit
    where participant_id is not null
    group by opportunity_id, participant_id
    having count(*) > 1
)

select
    credited.opportunity_id as record,
    credited.participant_id || ' is credited with ' || coalesce(deal.name, credited.opportunity_id) || ' more than once: ' || credited.credits as message,
    credited.amount_minor,
    deal.currency,
    deal._file,
    deal._row
from credited
join core.opportunity as deal on credited.opportunity_id = deal.opportunity_id
where deal.outcome = 'won' and not deal.is_deleted
