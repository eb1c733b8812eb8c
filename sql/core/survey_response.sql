-- One row per answer to a survey, with the participant it is about.
-- key: response_id
-- needs: score, responded_on
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by response_id) as record_count,
        row_number() over (partition by response_id order by responded_on, survey, score, record) as position
    from united.survey_response as record
    where response_id is not null and score is not null and responded_on is not null and is_deleted is not true
)

select
    kept.response_id,
    kept.survey,
    kept.account_id,
    -- Who is named, else who looks after the account.
    coalesce(owner.participant_id, account.customer_success_manager_id) as participant_id,
    kept.score,
    case kept.survey
        when 'nps' then kept.score between 0 and 10 and kept.score % 1 = 0
        when 'csat' then kept.score between 1 and 5 and kept.score % 1 = 0
        else true
    end as is_on_scale,
    kept.responded_on,
    coalesce(kept.attributes, account.attributes) as attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
left join core.identity as owner
    on kept._system = owner._system
    and kept.owner_id = owner.user_id
    and kept.responded_on >= owner.first_day
    and kept.responded_on < owner.until_on
left join core.account as account on kept.account_id = account.account_id
where kept.position = 1
