-- One row per instant at which a stage, an amount, a currency or a close date of a HubSpot deal changed: what it was from then on.
-- feeds: opportunity_change
-- made: table
with stage as (
    select
        stage_id,
        min(label) as label,
        min(outcome) as outcome
    from (
        select stage_id, label, outcome from staging.hubspot_deal_pipeline_stage
        union all
        select stage_id, label, outcome from staging.hubspot_deal_pipeline
    ) as landed
    group by stage_id
),

merged as (
    select merged_deal_id as deal_id from staging.hubspot_merged_deal
    union
    select unnest(merged_ids) as deal_id from staging.hubspot_deal
),

landed as (
    select deal_id, property, value, changed_at, _file, _row from staging.hubspot_deal_property_history
    union all
    select deal_id, property, value, changed_at, _file, _row from staging.hubspot_deal_stage
    union all
    select deal_id, property, value, changed_at, _file, _row from staging.hubspot_deal_with_history
),

-- One property changes at a time, and several at one instant. A value that was taken away is a change as well.
instant as (
    select
        deal_id,
        changed_at,
        max({'value': value}) filter (where property = 'dealstage') as stage,
        max({'value': value}) filter (where property = 'amount') as amount,
        max({'value': value}) filter (where property = 'closedate') as close_day,
        max({'value': value}) filter (where property = 'deal_currency_code') as currency,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from landed
    where property in ('dealstage', 'amount', 'closedate', 'deal_currency_code') and changed_at is not null
    group by deal_id, changed_at
),

carried as (
    select
        deal_id,
        changed_at,
        (last_value(stage ignore nulls) over before).value as stage_id,
        (last_value(amount ignore nulls) over before).value as amount,
        (last_value(close_day ignore nulls) over before).value as close_day,
        (last_value(currency ignore nulls) over before).value as currency,
        _file,
        _row
    from instant
    window before as (partition by deal_id order by changed_at rows unbounded preceding)
)

select
    carried.deal_id || '|' || cast(carried.changed_at as varchar) as change_id,
    carried.deal_id as opportunity_id,
    coalesce(stage.label, carried.stage_id) as stage,
    coalesce(stage.outcome, case lower(carried.stage_id) when 'closedwon' then 'won' when 'closedlost' then 'lost' end) as outcome,
    -- In major units: a change without a currency is in that of the deal.
    plain_number(carried.amount) as amount,
    upper(carried.currency) as currency,
    case
        when regexp_full_match(carried.close_day, '[0-9]{11,14}') then cast(make_timestamp(cast(carried.close_day as bigint) * 1000) as date)
        else plain_day(carried.close_day)
    end as close_on,
    carried.changed_at,
    -- The deal a merged one lives on in has the values of both in its own history.
    merged.deal_id is not null as is_deleted,
    carried._file,
    carried._row
from carried
left join stage on carried.stage_id = stage.stage_id
left join merged on carried.deal_id = merged.deal_id
