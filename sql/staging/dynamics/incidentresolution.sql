-- One row per resolution of a Dynamics case, as landed.
-- column ticket_id: _incidentid_value|incidentid guid required
-- column resolved_at: actualend|createdon timestamp
select ticket_id, resolved_at, _file, _row
from raw.dynamics_incidentresolution
