-- One row per posted line on a NetSuite cost account: cost of goods under cost_of_revenue, else under its topmost department, else its topmost account.
-- feeds: cost
with account as (
    select distinct on (account_id) account_id, name, type
    from staging.netsuite_account
    order by account_id, is_current desc, _file, _row
),

department as (
    select distinct on (department_id) department_id, name
    from staging.netsuite_department
    order by department_id, is_current desc, _file, _row
)

select
    cast(date_trunc('month', line.day) as date) as month,
    case
        when account.type = 'cogs' then 'cost_of_revenue'
        else replace(lower(trim(split_part(coalesce(department.name, account.name), ':', 1))), ' ', '_')
    end as category,
    minor_amount(line.book_amount, line.book_currency) as amount_minor,
    line.book_currency as currency,
    line._file,
    line._row
from core.netsuite_posted_line as line
join account on line.account_id = account.account_id
left join department on line.department_id = department.department_id
where account.type in ('expense', 'othexpense', 'cogs')
