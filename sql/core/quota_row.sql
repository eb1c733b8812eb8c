-- One row per target of a participant and month and one per relief from it, below zero: what quotas are made of.
-- made: view
with target as (
    select
        concat_ws('|', coalesce(participant_id, ''), territory_id, metric, currency, first_day) as fact_key,
        metric || ' target of ' || strftime(first_day, '%B %Y') as label,
        'target' as kind,
        first_day,
        until_on,
        participant_id,
        target_minor as written_minor,
        currency,
        metric,
        territory_id,
        _file,
        _row
    from core.target
    where target_minor is not null
),

relief as (
    select
        concat_ws('|', 'relief', participant_id, territory_id, metric, currency, first_day, _file, _row) as fact_key,
        'relief from the ' || metric || ' target of ' || strftime(first_day, '%B %Y') || ': ' || reason as label,
        'relief' as kind,
        first_day,
        until_on,
        participant_id,
        -relieved_minor as written_minor,
        currency,
        metric,
        territory_id,
        _file,
        _row
    from core.quota_relieved
)

select * from target
union all
select * from relief
