-- One row per stage of a HubSpot ticket pipeline, as landed.
-- column stage_id: stage_id text required
-- column label: label text
select stage_id, label, _file, _row
from raw.hubspot_ticket_pipeline_stage
