-- One row per opportunity split record in our own shape, as landed.
-- column opportunity_id: opportunity_id text required
-- column participant_id: participant text required
-- column percentage: percentage number required
-- column credit_type: credit_type text
select
    opportunity_id,
    participant_id,
    -- Millionths: 33.3333 % is 333,333.
    case when abs(percentage) < 9999999999 then cast(percentage * 10000 as bigint) end as share_millionths,
    case when lower(credit_type) = 'overlay' then 'overlay' else 'primary' end as credit_type,
    _file,
    _row
from raw.attain_opportunity_split
