-- One row per survey response in our own shape, as landed.
-- feeds: survey_response
-- column response_id: response_id text required
-- column survey: survey text required
-- column account_id: account_id salesforce_id
-- column owner_id: participant|owner text
-- column score: score number required
-- column responded_on: responded_on date required
-- column is_deleted: is_deleted boolean
select
    response_id,
    lower(survey) as survey,
    account_id,
    owner_id,
    score,
    responded_on,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_survey_response
