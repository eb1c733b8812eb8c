-- One row per record of a participant HR lists more than once.
-- title: HR lists every participant once
-- severity: warn
select
    listed.participant_id as record,
    'participant ' || listed.participant_id || ' is also in ' || participant._file || ':' || participant._row || ', which is read' ||
        case when listed.hired_on <> participant.hired_on then '; this record''s days of employment count, from ' || listed.hired_on || coalesce(' to ' || listed.left_on, '') else '' end as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    listed._file,
    listed._row
from united.participant as listed
join core.participant as participant on listed.participant_id = participant.participant_id
where listed._file <> participant._file or listed._row <> participant._row
