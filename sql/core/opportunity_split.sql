-- One row per opportunity, participant and kind of credit that a split gives, whatever the shares add up to.
with staged as (
    select
        split.split_id,
        split.opportunity_id,
        coalesce(owner.participant_id, '') as participant_id,
        split.owner_id,
        split.credit_type,
        split.share_bp,
        split._file,
        split._row
    from staging.salesforce_opportunity_split as split
    left join core.user as owner on split.owner_id = owner.user_id
    where not split.is_deleted
    union all
    select
        split.opportunity_id || '|' || split.participant_id || '|' || split.credit_type as split_id,
        split.opportunity_id,
        coalesce(participant.participant_id, '') as participant_id,
        split.participant_id as owner_id,
        split.credit_type,
        split.share_bp,
        split._file,
        split._row
    from staging.attain_opportunity_split as split
    left join core.participant as participant on split.participant_id = participant.participant_id
),

ranked as (
    select
        *,
        row_number() over (partition by split_id order by share_bp desc nulls last, _file, _row) as position
    from staged
)

select
    opportunity_id,
    nullif(participant_id, '') as participant_id,
    owner_id,
    credit_type,
    cast(sum(share_bp) as bigint) as share_bp,
    -- A percentage that cannot be read spoils the split.
    count(*) = count(share_bp) as is_readable,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from ranked
where position = 1
group by opportunity_id, participant_id, owner_id, credit_type
