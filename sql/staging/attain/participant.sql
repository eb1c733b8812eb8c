-- One row per participant record in our own shape, as landed.
-- feeds: participant
-- column participant_id: participant text required
-- column name: name text
-- column email: email text
-- column hired_on: hired_on date
-- column left_on: left_on date
-- column cost_center: cost_center text
-- column team: team text
-- column manager_id: manager text
-- column country: country text
-- column company: company text
select
    participant_id,
    name,
    lower(email) as email,
    hired_on,
    case when left_on < date '2200-01-01' then left_on end as left_on,
    cost_center,
    team,
    manager_id,
    country,
    company,
    attributes,
    _file,
    _row
from raw.attain_participant
