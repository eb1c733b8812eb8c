-- One row per response of somebody to a campaign.
-- key: response_id, or none
-- needs: campaign_id, responded_on
-- deleted: left out
with ranked as (
    select
        record.*,
        -- Without a key every record is one.
        case when response_id is null then 1 else count(*) over (partition by response_id) end as record_count,
        case when response_id is null then 1 else row_number() over (partition by response_id order by record) end as position
    from united.campaign_response as record
    where campaign_id is not null and responded_on is not null and is_deleted is not true
)

select
    kept.response_id,
    kept.campaign_id,
    kept.lead_id,
    kept.opportunity_id,
    kept.account_id,
    kept.responded_on,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
where kept.position = 1
