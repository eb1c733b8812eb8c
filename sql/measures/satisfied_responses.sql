-- One row per answer of 4 or 5 to the question how satisfied one is.
-- title: Satisfied responses
-- kind: flow
-- unit: count
-- attributes: survey, score
select
    response_id as fact_key,
    response_id as source_key,
    upper(survey) || ' answer ' || cast(score as integer) as label,
    responded_on as day,
    participant_id,
    account_id,
    'primary' as credit_type,
    10000::bigint as share_bp,
    1::bigint as value,
    'count' as unit,
    null::varchar as currency,
    survey,
    score,
    attributes,
    _file,
    _row
from core.survey_response
where survey = 'csat' and score >= 4 and is_on_scale
