-- One row per lead record in our own shape, as landed.
-- column lead_id: lead_id text required
-- column participant_id: participant text
-- column status: status text
-- column created_on: created_on date
-- column qualified_on: qualified_on date
-- column converted_on: converted_on date
-- column opportunity_id: opportunity_id text
-- column lead_source: lead_source text
select
    lead_id,
    participant_id,
    status,
    created_on,
    qualified_on,
    converted_on,
    opportunity_id,
    lead_source,
    attributes,
    _file,
    _row
from raw.attain_lead
