-- One row per customer of another system that is an account of ours.
with stated as (
    select
        system,
        external_id,
        count(distinct account_id) as account_count,
        min(account_id) as account_id,
        min(_system) as _system,
        min(_file) as _file,
        arg_min(_row, (_file, _row)) as _row
    from united.account_link
    where system is not null and external_id is not null and account_id is not null
    group by system, external_id
)

-- One that is linked to two accounts is neither: see checks/customer_of_two_accounts.
select
    system,
    external_id,
    account_id,
    _system,
    _file,
    _row
from stated
where account_count = 1
