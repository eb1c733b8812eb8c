-- One row per number of a landing that is further from that of the landing before than is allowed: a file cut at the end of a record, or the wrong file.
-- title: A landing holds about as much as the one before it
-- severity: stop
-- owner: whoever sends the extract
select
    source || ' ' || entity as record,
    source || ' ' || entity || ': ' || what || coalesce(' in ' || currency, '') || ' went from ' || shown_before || ' (' || before_at || ') to ' || shown
    || ', ' || cast(round(100 * abs(value - before_value) / greatest(abs(before_value), 1)) as bigint) || ' % ' || case when value < before_value then 'less' else 'more' end
    || '; ' || case
        when is_fall_only then 'without drift: in the workspace, 30 % less is a file that was cut; if it is right, write how much may be: drift: {rows: 60%}'
        else 'drift: allows ' || cast(round(100 * most_share) as bigint) || ' %'
    end as message,
    case when what <> 'records' then cast(abs(value - before_value) as bigint) end as amount_minor,
    currency,
    _file,
    0::bigint as _row
from (
    select
        *,
        case when what = 'records' then cast(value as varchar) else major_text(value, currency) end as shown,
        case when what = 'records' then cast(before_value as varchar) else major_text(before_value, currency) end as shown_before
    from checks.drift
) as drift
where abs(value - before_value) > most_share * abs(before_value) and (value < before_value or not is_fall_only)
