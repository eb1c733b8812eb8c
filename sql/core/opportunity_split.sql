-- One row per opportunity, participant and kind of credit that a split gives, whatever the shares add up to.
with staged as (
    select
        -- Without a key, what differs is another split, and what does not is the same split once more.
        coalesce(split.split_id, concat_ws('|', split.opportunity_id, split.owner_id, split.credit_type, split.share_millionths)) as split_id,
        split.opportunity_id,
        coalesce(owner.participant_id, '') as participant_id,
        split.owner_id,
        split.credit_type,
        split.share_millionths,
        split._system,
        split._file,
        split._row
    from united.opportunity_split as split
    left join core.opportunity as opportunity on split.opportunity_id = opportunity.opportunity_id
    left join core.identity as owner
        on split._system = owner._system
        and split.owner_id = owner.user_id
        and coalesce(opportunity.close_on, getvariable('as_of')) >= owner.first_day
        and coalesce(opportunity.close_on, getvariable('as_of')) < owner.until_on
    where split.is_deleted is not true
),

said as (
    select
        *,
        concat_ws('|', opportunity_id, owner_id, credit_type, coalesce(share_millionths::varchar, '')) as content
    from staged
),

ranked as (
    select
        *,
        min(content) over (partition by split_id) <> max(content) over (partition by split_id) as is_disputed,
        row_number() over (partition by split_id, content order by _file, _row) as position
    from said
)

select
    opportunity_id,
    nullif(participant_id, '') as participant_id,
    owner_id,
    credit_type,
    cast(sum(share_millionths) as bigint) as share_millionths,
    rounded_share(sum(share_millionths), 1, 100) as share_bp,
    -- A percentage that cannot be read spoils the split, and so do two records of one split that differ.
    count(*) = count(share_millionths) and not bool_or(is_disputed) as is_readable,
    min(split_id) filter (where is_disputed) as disputed_id,
    min(_system) as _system,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from ranked
where position = 1
group by opportunity_id, participant_id, owner_id, credit_type
