-- One row per opportunity, with the participant who owns it.
-- key: opportunity_id
-- amount: amount_minor
-- deleted: flagged
with repeated as (
    select
        opportunity_id,
        count(*) as record_count
    from united.opportunity
    where opportunity_id is not null
    group by opportunity_id
    having count(*) > 1
),

-- Of records with one key the last modified stands. Where that does not decide, what they say does, and last their
-- place, so that the same records in other files give the same answer.
ranked as (
    select
        record.*,
        repeated.record_count,
        row_number() over (
            partition by record.opportunity_id
            order by
                modified_at desc nulls last, is_deleted is true, close_on desc, amount_minor desc, outcome, owner_id, currency, stage,
                deal_type, name, account_id, record
        ) as position
    from united.opportunity as record
    join repeated on record.opportunity_id = repeated.opportunity_id
),

kept as (
    select
        record.*,
        1::bigint as record_count
    from united.opportunity as record
    anti join repeated on record.opportunity_id = repeated.opportunity_id
    where record.opportunity_id is not null
    union all
    select * exclude (position)
    from ranked
    where position = 1
),

-- Who is in two territories on one day says nothing of a deal's.
covering as (
    select
        *,
        max(until_on) over (
            partition by participant_id
            order by first_day, until_on
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from (
        select distinct participant_id, territory_id, first_day, until_on
        from core.territory_member
        where participant_id is not null
    )
),

only_territory as (
    select covering.participant_id, covering.territory_id, covering.first_day, covering.until_on
    from covering
    anti join (select participant_id from covering where covered_until > first_day) as torn on covering.participant_id = torn.participant_id
)

select
    kept.opportunity_id,
    kept.account_id,
    kept.name,
    kept.stage,
    kept.outcome,
    kept.amount_minor,
    -- An amount that is there and cannot be read is not one that is not there: what adds it up is held.
    -- What Dynamics expects a deal to bring is its amount until it is won.
    coalesce(unread.is_certain or (not unread.is_certain and kept.amount_minor is null), false) as is_amount_unread,
    kept.currency,
    kept.close_on,
    kept.deal_type,
    kept.owner_id,
    owner.participant_id,
    kept.created_on,
    kept.modified_at,
    kept.lead_source,
    kept.first_touch_on,
    kept.qualified_on,
    kept.list_amount_minor,
    kept.cost_minor,
    kept.partner_id,
    -- The deal's own territory, else its account's, else its owner's.
    coalesce(kept.territory_id, account.territory_id, only_territory.territory_id) as territory_id,
    kept.campaign_id,
    kept.forecast_category,
    kept.term_months,
    coalesce(kept.is_deleted, false) as is_deleted,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.close_on, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.close_on, getvariable('as_of')) < owner.until_on
left join (
    select _file, _row, bool_or(column_name <> 'estimated') as is_certain
    from checks.reject
    where column_name in ('amount', 'currency', 'estimated')
    group by _file, _row
) as unread
    on kept._file = unread._file and kept._row = unread._row
left join core.account as account on kept.account_id = account.account_id
left join only_territory
    on owner.participant_id = only_territory.participant_id
    and coalesce(kept.close_on, getvariable('as_of')) >= only_territory.first_day
    and coalesce(kept.close_on, getvariable('as_of')) < only_territory.until_on
