-- One row per assignment in a currency that is none.
-- title: Everybody is paid in a currency of ISO 4217
-- severity: stop
-- owner: HR
select
    participant_id as record,
    participant_id || ': "' || currency || '" is no currency; write its code of three letters, such as USD' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    _file,
    _row
from core.assignment
where currency is not null and not known_currency(currency)
