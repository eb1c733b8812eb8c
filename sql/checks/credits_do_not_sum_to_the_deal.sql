-- One row per won deal whose primary, tail and house credits are not its amount together.
-- title: The primary, tail and house credits of a deal are its amount
-- severity: stop
with credited as (
    select
        opportunity_id,
        cast(sum(amount_minor) filter (where credit_type in ('primary', 'tail', 'house')) as bigint) as credited_minor
    from core.opportunity_credit
    group by opportunity_id
)

select
    opportunity.opportunity_id as record,
    coalesce(opportunity.name, opportunity.opportunity_id) || ': credits of ' || credited.credited_minor || ' for an amount of ' || opportunity.amount_minor || ' (minor units)' as message,
    opportunity.amount_minor - credited.credited_minor as amount_minor,
    opportunity.currency,
    opportunity._file,
    opportunity._row
from credited
join core.opportunity as opportunity on credited.opportunity_id = opportunity.opportunity_id
where credited.credited_minor <> opportunity.amount_minor
