-- One row per response of somebody to a campaign.
-- key: response_id, or none
-- needs: campaign_id, responded_on
-- deleted: left out
with repeated as (
    select
        response_id,
        count(*) as record_count
    from united.campaign_response
    where response_id is not null and campaign_id is not null and responded_on is not null and is_deleted is not true
    group by response_id
    having count(*) > 1
),

ranked as (
    select
        record.*,
        repeated.record_count,
        row_number() over (
            partition by record.response_id
            order by record
        ) as position
    from united.campaign_response as record
    join repeated on record.response_id = repeated.response_id
    where record.response_id is not null and campaign_id is not null and responded_on is not null and is_deleted is not true
),

-- Without a key every record is one.
kept as (
    select
        record.*,
        1::bigint as record_count
    from united.campaign_response as record
    anti join repeated on record.response_id = repeated.response_id
    where campaign_id is not null and responded_on is not null and is_deleted is not true
    union all
    select * exclude (position)
    from ranked
    where position = 1
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
from kept
