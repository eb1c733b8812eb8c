-- One row per incident, as landed: a time in which a product did not work, or was taken down.
-- feeds: incident
-- column incident_id: incident_id text required
-- column product_id: product|product_id text
-- column started_at: started_at timestamp required
-- column ended_at: ended_at timestamp
-- column is_planned: is_planned boolean
-- column severity: severity text
-- column is_deleted: is_deleted boolean
select
    incident_id,
    product_id,
    started_at,
    ended_at,
    coalesce(is_planned, false) as is_planned,
    lower(severity) as severity,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_incident
