-- One row per stage of a HubSpot deal pipeline, as landed.
-- column stage_id: stage_id text required
-- column label: label text
-- column mapped_id: stage_id stage
-- column mapped_label: label stage
-- column is_won: closed_won boolean
-- column is_closed: is_closed boolean
-- column probability: probability number
select
    stage_id,
    label,
    -- The company's own mapping of stages goes before what the pipeline says. What is closed is won where it is sure.
    coalesce(mapped_id, mapped_label, case
        when is_won or (coalesce(is_closed, true) and probability = 1) then 'won'
        when is_closed or probability = 0 then 'lost'
        when not is_closed or probability > 0 then 'open'
    end) as outcome,
    _file,
    _row
from raw.hubspot_deal_pipeline_stage
