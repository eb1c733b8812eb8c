-- One row per answer to a survey, with the participant it is about.
with ranked as (
    select
        *,
        count(*) over (partition by response_id) as record_count,
        row_number() over (
            partition by response_id
            order by responded_on, survey, score, account_id, participant_id, cast(attributes as varchar), _file, _row
        ) as position
    from staging.attain_survey_response
    where response_id is not null and score is not null and responded_on is not null
)

select
    ranked.response_id,
    ranked.survey,
    ranked.account_id,
    -- Who is named, else who looks after the account.
    coalesce(participant.participant_id, account.customer_success_manager_id) as participant_id,
    ranked.score,
    case ranked.survey when 'nps' then ranked.score between 0 and 10 when 'csat' then ranked.score between 1 and 5 else true end as is_on_scale,
    ranked.responded_on,
    coalesce(ranked.attributes, account.attributes) as attributes,
    ranked._file,
    ranked._row,
    ranked.record_count
from ranked
left join core.participant as participant on ranked.participant_id = participant.participant_id
left join core.account as account on ranked.account_id = account.account_id
where ranked.position = 1
