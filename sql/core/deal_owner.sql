-- One row per opportunity, with who its owner's credit is: the owner, who is credited instead where the account is carved out, else the house account.
-- made: view
with carved as (
    select
        opportunity.opportunity_id,
        -- What names the participant stands before what names nobody.
        nullif(arg_min(coalesce(carve_out.credited_to, ''), (carve_out.participant_id is null, carve_out._file, carve_out._row)), '') as credited_to
    from core.carve_out as carve_out
    join core.opportunity as opportunity
        on carve_out.account_id = opportunity.account_id
        and opportunity.close_on >= carve_out.first_day
        and opportunity.close_on < carve_out.until_on
        and coalesce(carve_out.participant_id, opportunity.participant_id, '') = coalesce(opportunity.participant_id, '')
    group by opportunity.opportunity_id
)

select
    opportunity.* replace (
        case
            when carved.opportunity_id is null then coalesce(opportunity.participant_id, getvariable('house_account'))
            else coalesce(carved.credited_to, getvariable('house_account'))
        end as participant_id
    ),
    case
        when getvariable('house_account') is not null
            and case when carved.opportunity_id is null then opportunity.participant_id else carved.credited_to end is null
            then 'house'
        else 'primary'
    end as credit_type
from core.opportunity as opportunity
left join carved on opportunity.opportunity_id = carved.opportunity_id
