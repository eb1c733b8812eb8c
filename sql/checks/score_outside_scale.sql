-- One row per answer to a survey whose score is not on the survey's scale.
-- title: Every score is on its survey's scale
-- severity: leave_out
select
    response_id as record,
    upper(survey) || ' score ' || rtrim(rtrim(score::varchar, '0'), '.') || ' of answer ' || response_id || ' is not ' ||
        case when score % 1 <> 0 then 'a whole number' when survey = 'nps' then 'from 0 to 10' else 'from 1 to 5' end || '; it counts nowhere' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from core.survey_response
where not is_on_scale
