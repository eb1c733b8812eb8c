-- One row per answer to the question whether one would recommend us: the score, from 0 to 10.
-- title: Survey scores
-- kind: flow
-- unit: points
-- attributes: survey
select
    response_id as fact_key,
    response_id as source_key,
    upper(survey) || ' answer ' || cast(score as integer) as label,
    responded_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    cast(score as bigint) as value,
    'points' as unit,
    null::varchar as currency,
    survey,
    attributes,
    _file,
    _row
from core.survey_response
where survey = 'nps' and is_on_scale
