-- One row per stage of a HubSpot deal pipeline, as the API nests stages in pipelines.
-- column pipeline_id: id|pipeline_id text required
-- column stages: stages text
with stage as (
    select unnest(cast(stages as json[])) as stage, _file, _row
    from raw.hubspot_deal_pipeline
),

described as (
    select
        json_extract_string(stage, '$.id') as stage_id,
        json_extract_string(stage, '$.label') as label,
        yes_or_no(json_extract_string(stage, '$.metadata.isClosed')) as is_closed,
        plain_number(json_extract_string(stage, '$.metadata.probability')) as probability,
        _file,
        _row
    from stage
)

select
    stage_id,
    label,
    case
        when coalesce(is_closed, true) and probability = 1 then 'won'
        when is_closed or probability = 0 then 'lost'
        when not is_closed or probability > 0 then 'open'
    end as outcome,
    _file,
    _row
from described
