-- The pay of 2026-Q3 from the raw extracts in plain SQL: a second calculation that shares nothing with the program.
-- This file: who is in which plan on which days, with which target incentive and quota.
--
-- Every amount is an integer, every ratio a pair of HUGEINT (numerator, denominator); DuckDB stops on an overflow.
-- Money of two currencies is added in hundredths of a US cent: a US cent is 100 of them, a euro cent 108 (the plan rate).
-- Intervals are half-open: first_on is in, end_on is not.

set variable quarter_first = date '2026-07-01';
set variable quarter_end = date '2026-10-01';
-- Retention looks back twelve months.
set variable retention_first = date '2025-10-01';

-- How many hundredths of a US cent a minor unit of a currency is. An unknown currency is null and pays nothing.
create macro worth(currency) as case upper(currency) when 'USD' then 100 when 'EUR' then 108 end;

-- n ÷ d, halves away from zero.
create macro rounded(n, d) as
    (case when (n < 0) = (d < 0) then 1 else -1 end) * ((2 * abs(n) + abs(d)) // (2 * abs(d)));

-- The days two half-open intervals share.
create macro days_shared(a_first, a_end, b_first, b_end) as
    greatest(0, least(a_end, b_end) - greatest(a_first, b_first));

-- A Salesforce id of 15 characters as 18: for every five characters, one that says which of them are capitals.
create macro capitals(five) as substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', (1
    + case when substr(five, 1, 1) between 'A' and 'Z' then 1 else 0 end
    + case when substr(five, 2, 1) between 'A' and 'Z' then 2 else 0 end
    + case when substr(five, 3, 1) between 'A' and 'Z' then 4 else 0 end
    + case when substr(five, 4, 1) between 'A' and 'Z' then 8 else 0 end
    + case when substr(five, 5, 1) between 'A' and 'Z' then 16 else 0 end)::bigint, 1);
create macro long_id(id) as case when length(id) = 15
    then id || capitals(substr(id, 1, 5)) || capitals(substr(id, 6, 5)) || capitals(substr(id, 11, 5)) else id end;

-- The plans, typed from the YAML by hand. Marks (at:) and pays are in hundredths: 80 % is 80, an NPS of 40 is 4000, 15 months
-- are 1500; the pipeline's millions are in hundredths of a dollar.
create table plan_role(plan text, role text);
insert into plan_role values ('ae-2026', 'AE'), ('am-2026', 'AM'), ('csm-2026', 'CSM'), ('csm-renewals-2026', 'CSM-Renewals'),
    ('finance-2026', 'Finance'), ('product-2026', 'Product'), ('marketing-2026', 'Marketing');

create table component(plan text, name text, weight hugeint, smallest_sample bigint);
insert into component values
    ('ae-2026', 'quota', 70, null), ('ae-2026', 'win-rate', 30, 10),
    ('csm-2026', 'retention', 60, null), ('csm-2026', 'recommendation', 40, 10),
    ('csm-renewals-2026', 'renewals', 50, null), ('csm-renewals-2026', 'satisfaction', 50, 5),
    ('finance-2026', 'payback', 60, null), ('finance-2026', 'margin', 40, null),
    ('product-2026', 'activation', 70, null), ('product-2026', 'adoption', 30, null),
    ('marketing-2026', 'pipeline', 60, null), ('marketing-2026', 'quality', 40, null);

create table anchor(plan text, name text, place bigint, mark hugeint, pays hugeint);
insert into anchor values
    ('ae-2026', 'quota', 1, 80, 50), ('ae-2026', 'quota', 2, 100, 100), ('ae-2026', 'quota', 3, 120, 120), ('ae-2026', 'quota', 4, 150, 180),
    ('ae-2026', 'win-rate', 1, 18, 50), ('ae-2026', 'win-rate', 2, 25, 100), ('ae-2026', 'win-rate', 3, 40, 150),
    ('csm-2026', 'retention', 1, 100, 50), ('csm-2026', 'retention', 2, 115, 100), ('csm-2026', 'retention', 3, 130, 150),
    ('csm-2026', 'recommendation', 1, 4000, 50), ('csm-2026', 'recommendation', 2, 5000, 100), ('csm-2026', 'recommendation', 3, 7000, 150),
    ('csm-renewals-2026', 'renewals', 1, 75, 50), ('csm-renewals-2026', 'renewals', 2, 90, 100), ('csm-renewals-2026', 'renewals', 3, 100, 150),
    ('csm-renewals-2026', 'satisfaction', 1, 80, 50), ('csm-renewals-2026', 'satisfaction', 2, 90, 100), ('csm-renewals-2026', 'satisfaction', 3, 100, 150),
    ('finance-2026', 'payback', 1, 1500, 50), ('finance-2026', 'payback', 2, 1200, 100), ('finance-2026', 'payback', 3, 600, 150),
    ('finance-2026', 'margin', 1, 68, 50), ('finance-2026', 'margin', 2, 75, 100), ('finance-2026', 'margin', 3, 82, 150),
    ('product-2026', 'activation', 1, 30, 50), ('product-2026', 'activation', 2, 40, 100), ('product-2026', 'activation', 3, 60, 150),
    ('product-2026', 'adoption', 1, 20, 50), ('product-2026', 'adoption', 2, 35, 100), ('product-2026', 'adoption', 3, 50, 150),
    ('marketing-2026', 'pipeline', 1, 450_000_000, 50), ('marketing-2026', 'pipeline', 2, 600_000_000, 100), ('marketing-2026', 'pipeline', 3, 900_000_000, 150),
    ('marketing-2026', 'quality', 1, 12, 50), ('marketing-2026', 'quality', 2, 20, 100), ('marketing-2026', 'quality', 3, 30, 150);

-- HR: a termination day is the last day of work.
create table worker as
select w.Employee_ID as participant, w.Hire_Date::date as hired_on,
    coalesce(nullif(w.Termination_Date, '')::date + 1, date '9999-12-31') as end_on
from (
    select unnest(Report_Entry) as w
    from read_json('extracts/workday/workers.json', maximum_object_size = 67_108_864,
        columns = {Report_Entry: 'struct(Employee_ID text, Hire_Date text, Termination_Date text)[]'})
);

-- Salesforce users that HR knows. Whoever HR does not know is credited with nothing.
create table seller as
select long_id(u.Id) as user_id, u.EmployeeNumber as participant
from read_csv('extracts/salesforce/User.*csv', header = true, all_varchar = true) u
join worker on worker.participant = u.EmployeeNumber;

-- A segment is one assignment, cut to the employment and to the quarter (every plan runs through the whole year).
create table segment as
select participant, plan, role, currency, target_minor, hired_on, first_on, end_on,
    first_on = assigned_on as is_new, first_on::text as segment
from (
    select a.participant, p.plan, a.role, a.currency, (a.target_incentive::decimal(18, 2) * 100)::hugeint as target_minor,
        w.hired_on, a.first_day::date as assigned_on,
        greatest(a.first_day::date, w.hired_on, getvariable('quarter_first')) as first_on,
        least(coalesce(a.last_day::date + 1, date '9999-12-31'), w.end_on, getvariable('quarter_end')) as end_on
    from read_csv('assignments.csv', header = true, all_varchar = true) a
    join worker w on w.participant = a.participant
    join plan_role p on p.role = a.role
    where a.per = 'quarter'
)
where first_on < end_on;

-- Quotas: months across, whole months. A segment takes each month's share by calendar days. 755,160 is 31 × 30 × 29 × 28:
-- a month's share of it is whole for any month. quota_n ÷ 755,160 is in minor units of the participant's currency.
create table quota as
select s.participant, s.plan, s.segment,
    sum(m.quota_minor * days_shared(s.first_on, s.end_on, m.month_on, m.end_on)
        * (755_160 // (m.end_on - m.month_on)))::hugeint as quota_n
from segment s
join (
    select participant, (quota::decimal(18, 2) * 100)::hugeint as quota_minor, strptime('1 ' || month, '%-d %b %Y')::date as month_on,
        (strptime('1 ' || month, '%-d %b %Y')::date + interval 1 month)::date as end_on
    from (unpivot read_csv('quotas.csv', header = true, all_varchar = true)
        on columns(* exclude (participant, metric, currency)) into name month value quota)
    where participant <> 'Total' and metric = 'bookings'
) m on m.participant = s.participant and m.month_on < s.end_on and m.end_on > s.first_on
group by all;
