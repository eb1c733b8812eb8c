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

-- The plans, which the test makes into JSON: every mark (at:) and what it pays in hundredths, so that 80 % is 80, an NPS
-- of 40 is 4000 and 15 months are 1500. Other settings of the plans are in the SQL that computes them.
create macro hundredths(number) as case
    when suffix(number, '%') then rtrim(number, '%')::decimal(18, 0)::hugeint
    else (number::decimal(18, 2) * 100)::hugeint end;

create table plan as
select plan, applies_to.role as role, (steps.cap.amount::decimal(18, 2) * 100)::hugeint as cap_minor, unnest(components) as c
from read_json('plans/*.json', columns = {
    plan: 'text', applies_to: 'struct("role" text)', steps: 'struct(cap struct(amount text))',
    components: 'struct(name text, weight text, too_few struct(fewer_than text), threshold struct("at" text, pays text),
        target struct("at" text, pays text), "then" struct("at" text, pays text)[], cap struct("at" text, pays text),
        tiers struct(rates struct(below text, rate text)[]))[]'})
-- Scorecards and a commission are computed a second time here; the other kinds are in calc's slow twin.
where plan not in ('logo-race-2026-q3', 'sales-lead-2026', 'success-pool-2026');

create table component as
select plan, c.name as name, hundredths(c.weight) as weight, regexp_extract(c.too_few.fewer_than, '^[0-9]+')::bigint as smallest_sample
from plan where c.weight is not null;

create table anchor as
select plan, name, place, hundredths(anchors[place].at) as mark, hundredths(anchors[place].pays) as pays
from (
    select plan, name, anchors, unnest(range(1, len(anchors) + 1)) as place
    from (
        select plan, c.name as name, list_concat([c.threshold, c.target], coalesce(c.then, []), [c.cap]) as anchors
        from plan where c.weight is not null
    )
);

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
from read_csv('extracts/salesforce/User.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') u
join worker on worker.participant = u.EmployeeNumber;

-- A segment is one assignment, cut to the employment and to the quarter (every plan runs through the whole year).
-- assigned_on is where the assignment begins, before the quarter or in it.
create table segment as
select participant, plan, currency, target_minor, assigned_on, first_on, end_on, first_on::text as segment
from (
    select a.participant, p.plan, a.currency, (a.target_incentive::decimal(18, 2) * 100)::hugeint as target_minor,
        greatest(a.first_day::date, w.hired_on) as assigned_on,
        greatest(a.first_day::date, w.hired_on, getvariable('quarter_first')) as first_on,
        least(coalesce(a.last_day::date + 1, date '9999-12-31'), w.end_on, getvariable('quarter_end')) as end_on
    from read_csv('assignments.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') a
    join worker w on w.participant = a.participant
    join (select distinct plan, role from plan) p on p.role = a.role
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
    from (unpivot read_csv('quotas.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
        on columns(* exclude (participant, metric, currency, territory)) into name month value quota)
    where participant <> 'Total' and metric = 'bookings'
) m on m.participant = s.participant and m.month_on < s.end_on and m.end_on > s.first_on
group by all;
