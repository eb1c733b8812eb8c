-- One row per credit of a won opportunity: who is credited with how much of it, and as what.
-- made: view
-- A deal whose splits do not add up is neither here nor there: nobody is credited, and a check lists it.
with has_shares as (
    select opportunity_id from core.opportunity_split
    union
    select opportunity_id from core.opportunity_credit
),

-- Who is carved out of a share: the others' shares stay.
carved as (
    select
        credit.opportunity_id,
        credit.owner_id,
        nullif(arg_min(coalesce(carve_out.credited_to, ''), (carve_out.participant_id is null, carve_out._file, carve_out._row)), '') as credited_to
    from core.carve_out as carve_out
    join core.opportunity as opportunity
        on carve_out.account_id = opportunity.account_id
        and opportunity.close_on >= carve_out.first_day
        and opportunity.close_on < carve_out.until_on
    join core.opportunity_credit as credit
        on opportunity.opportunity_id = credit.opportunity_id
        and coalesce(carve_out.participant_id, credit.participant_id, '') = coalesce(credit.participant_id, '')
    group by credit.opportunity_id, credit.owner_id
),

shared as (
    select
        credit.opportunity_id,
        credit.owner_id,
        credit.credit_type,
        credit.share_bp,
        credit.amount_minor,
        case when carved.opportunity_id is null then credit.participant_id else carved.credited_to end as participant_id,
        carved.opportunity_id is not null as is_carved_out,
        credit.credit_type in ('primary', 'tail', 'house') as is_part_of_the_whole
    from core.opportunity_credit as credit
    left join carved on credit.opportunity_id = carved.opportunity_id and credit.owner_id = carved.owner_id
),

-- A partner who is a participant is credited with the whole, apart from everybody else, unless the splits say how much.
partner as (
    select
        won.opportunity_id,
        coalesce(known.participant_id, participant.participant_id) as participant_id
    from core.opportunity as won
    left join core.identity as known
        on won._system = known._system
        and won.partner_id = known.user_id
        and won.close_on >= known.first_day
        and won.close_on < known.until_on
    left join core.participant as participant on won.partner_id = participant.participant_id
    anti join (select distinct opportunity_id from core.opportunity_split where credit_type = 'partner') as split
        on won.opportunity_id = split.opportunity_id
    where won.partner_id is not null and won.outcome = 'won' and coalesce(known.participant_id, participant.participant_id) is not null
)

select
    won.*,
    won.owner_id as credited_id,
    10000::bigint as share_bp,
    won.amount_minor as credit_minor
from core.deal_owner as won
anti join has_shares on won.opportunity_id = has_shares.opportunity_id
where won.outcome = 'won' and not won.is_deleted and won.close_on is not null
union all
select
    won.* replace (
        case when shared.is_part_of_the_whole then coalesce(shared.participant_id, getvariable('house_account')) else shared.participant_id end as participant_id,
        case
            when shared.is_part_of_the_whole and shared.participant_id is null and getvariable('house_account') is not null then 'house'
            else shared.credit_type
        end as credit_type
    ),
    shared.owner_id as credited_id,
    cast(shared.share_bp as bigint) as share_bp,
    shared.amount_minor as credit_minor
from core.deal_owner as won
join shared on won.opportunity_id = shared.opportunity_id
-- What is on top and carved out is nobody's.
where won.outcome = 'won' and not won.is_deleted and won.close_on is not null and (shared.is_part_of_the_whole or not shared.is_carved_out)
union all
select
    won.* replace (partner.participant_id as participant_id, 'partner' as credit_type),
    won.partner_id as credited_id,
    10000::bigint as share_bp,
    won.amount_minor as credit_minor
from core.deal_owner as won
join partner on won.opportunity_id = partner.opportunity_id
where won.outcome = 'won' and not won.is_deleted and won.close_on is not null
