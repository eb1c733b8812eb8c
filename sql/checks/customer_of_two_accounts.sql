-- One row per customer of a billing system that is linked to two accounts.
-- title: A customer is one account
-- severity: leave_out
select
    external_id as record,
    'customer ' || external_id || ' of ' || system || ' is linked to ' || string_agg(distinct account_id, ' and ' order by account_id) || '; its invoices count for neither' as message,
    null::bigint as amount_minor,
    null::varchar as currency,
    min(_file) as _file,
    arg_min(_row, (_file, _row)) as _row
from united.account_link
where system is not null and external_id is not null and account_id is not null
group by system, external_id
having count(distinct account_id) > 1
