-- One row per campaign of marketing.
-- key: campaign_id
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by campaign_id) as record_count,
        row_number() over (partition by campaign_id order by record) as position
    from united.campaign as record
    where campaign_id is not null and is_deleted is not true
)

select
    kept.campaign_id,
    kept.name,
    kept.kind,
    kept.owner_id,
    owner.participant_id,
    kept.first_day,
    -- Half-open; null for one that has no end.
    cast(kept.last_day + 1 as date) as until_on,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and coalesce(kept.first_day, getvariable('as_of')) >= owner.first_day
    and coalesce(kept.first_day, getvariable('as_of')) < owner.until_on
where kept.position = 1
