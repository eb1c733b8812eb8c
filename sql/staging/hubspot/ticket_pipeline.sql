-- One row per stage of a HubSpot ticket pipeline, as the API nests stages in pipelines.
-- column pipeline_id: id|pipeline_id text required
-- column stages: stages text
with stage as (
    select unnest(cast(stages as json[])) as stage, _file, _row
    from raw.hubspot_ticket_pipeline
)

select
    json_extract_string(stage, '$.id') as stage_id,
    json_extract_string(stage, '$.label') as label,
    _file,
    _row
from stage
