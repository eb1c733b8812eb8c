-- One row per survey response in our own shape, as landed.
-- column response_id: response_id text required
-- column survey: survey text required
-- column account_id: account_id salesforce_id
-- column participant_id: participant text
-- column score: score number required
-- column responded_on: responded_on date required
select
    response_id,
    lower(survey) as survey,
    account_id,
    participant_id,
    score,
    responded_on,
    attributes,
    _file,
    _row
from raw.attain_survey_response
