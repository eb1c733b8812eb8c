-- Success managers' retention, recommendation, renewals and satisfaction; the company's payback, margin, activation,
-- adoption, pipeline and lead quality. Readings of what the plans leave open stand where they are used.

create table account as
select long_id(a.Id) as account_id, s.participant, a.Named_Logo__c as named_logo
from read_csv('extracts/salesforce/Account.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') a
left join seller s on s.user_id = long_id(a.Customer_Success_Manager__c)
where a.IsDeleted = 'false'
qualify row_number() over (partition by account_id) = 1;

-- Recurring revenue of an account after every version of its subscription: seats × price, a twelfth where billed by the
-- year. An instant belongs to its day in UTC. A subscription that is canceled brings nothing.
create table mrr as
with version as (
    select metadata.account_id as account_id, to_timestamp(effective_at)::timestamp::date as day, effective_at, currency,
        case when status = 'canceled' then 0::hugeint
            else items.data[1].quantity * items.data[1].price.unit_amount
                // case items.data[1].price.recurring.interval when 'year' then 12 else 1 end
        end as minor
    from read_json('extracts/stripe/subscriptions.*jsonl', format = 'newline_delimited', columns = {
        id: 'text', effective_at: 'bigint', status: 'text', currency: 'text', metadata: 'struct(account_id text)',
        items: 'struct(data struct(quantity hugeint, price struct(unit_amount hugeint, recurring struct("interval" text)))[])'})
)
select account_id, day, minor * worth(currency) as after,
    coalesce(lag(minor * worth(currency)) over history, 0) as before,
    coalesce(max(minor) over (history rows between unbounded preceding and 1 preceding), 0) > 0 as was_customer
from version window history as (partition by account_id order by effective_at);

-- Net revenue retention of the accounts a person looks after today, named logos left out: what the customers there
-- were at the start pay, as a share of what they paid then. Who leaves is lost: neither the return nor what the
-- returned customer adds is counted. The twelve months end with the segment and begin with the assignment where that
-- began later; that the plan itself is younger than twelve months shortens nothing.
insert into kpi
with lookback as (
    select participant, plan, segment, end_on, greatest(getvariable('retention_first'), assigned_on) as first_on
    from segment where plan = 'csm-2026'
),
change as (
    select l.*, m.account_id, m.day, m.after - m.before as cents_100,
        min(m.day) filter (m.after = 0 and m.day >= l.first_on) over (partition by l.participant, l.segment, m.account_id) as lost_on
    from lookback l
    join account a on a.participant = l.participant and a.named_logo <> 'true'
    join mrr m using (account_id)
),
movement as (
    select participant, plan, segment, account_id, sum(cents_100) filter (day < first_on) as at_start,
        coalesce(sum(cents_100) filter (day >= first_on and day < end_on and day <= coalesce(lost_on, end_on)), 0) as later
    from change group by all
)
select l.participant, l.plan, l.segment, 'retention', coalesce(sum(m.at_start + m.later), 0), coalesce(sum(m.at_start), 0), null
from lookback l left join movement m on m.participant = l.participant and m.segment = l.segment and m.at_start > 0
group by all;

-- Answers count for the person the survey names, on the day of the answer.
create table answer as
select survey, participant, try_cast(score as bigint) as score, try_cast(responded_on as date) as day
from read_csv('extracts/surveys/responses.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
where try_cast(score as bigint) is not null
qualify row_number() over (partition by response_id) = 1;

-- NPS: (promoters − detractors) ÷ answers × 100.
insert into kpi
select s.participant, s.plan, s.segment, 'recommendation',
    100 * (count(*) filter (a.score >= 9) - count(*) filter (a.score <= 6)), count(a.score), count(a.score)
from segment s
left join answer a on a.participant = s.participant and a.survey = 'nps' and a.day >= s.first_on and a.day < s.end_on
where s.plan = 'csm-2026'
group by all;

-- Satisfied is 4 or 5 of 5.
insert into kpi
select s.participant, s.plan, s.segment, 'satisfaction', count(*) filter (a.score >= 4), count(a.score), count(a.score)
from segment s
left join answer a on a.participant = s.participant and a.survey = 'csat' and a.day >= s.first_on and a.day < s.end_on
where s.plan = 'csm-renewals-2026'
group by all;

-- Renewals that came up: the person's renewal opportunities by close date, whatever became of them.
insert into kpi
with renewal as (
    select Id, long_id(OwnerId) as user_id, CloseDate::date as day, IsWon = 'true' as is_won
    from read_csv('extracts/salesforce/Opportunity.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where Type = 'Renewal' and IsDeleted = 'false'
    qualify row_number() over (partition by Id order by LastModifiedDate desc) = 1
)
select s.participant, s.plan, s.segment, 'renewals', count(*) filter (r.is_won), count(r.Id), count(r.Id)
from segment s
left join seller u using (participant)
left join renewal r on r.user_id = u.user_id and r.day >= s.first_on and r.day < s.end_on
where s.plan = 'csm-renewals-2026'
group by all;

-- The company's KPIs: one value for everybody whose segment is the whole quarter. Nobody in these plans has another,
-- and the test says so if that changes.
create table company(plan text, name text, n hugeint, d hugeint);

-- Costs of the quarter in hundredths of a cent.
create table cost as
select sum(c.amount) filter (category in ('Sales', 'Marketing')) as acquisition, sum(c.amount) filter (category = 'Cost of revenue') as service
from (
    select category, (amount::decimal(18, 2) * 100)::hugeint * worth(currency) as amount, strptime('1 ' || month, '%-d %b %Y')::date as month_on
    from (unpivot read_csv('costs.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
        on columns(* exclude (category, currency, campaign_id)) into name month value amount)
    where category <> 'Total'
) c
where month_on >= getvariable('quarter_first') and month_on < getvariable('quarter_end');

-- Revenue is what was invoiced in the quarter, paid or not (drafts and void invoices are none), less what was credited in it.
create table revenue as
select sum(minor * worth(currency))::hugeint as invoiced
from (
    select total as minor, currency, created
    from (
        select id, total, currency, created from read_json('extracts/stripe/invoices.*jsonl', format = 'newline_delimited',
            columns = {id: 'text', currency: 'text', created: 'bigint', status: 'text', total: 'hugeint'})
        where status not in ('draft', 'void')
        qualify row_number() over (partition by id) = 1
    )
    union all
    select -amount, currency, created from read_json('extracts/stripe/credit_notes.*jsonl', format = 'newline_delimited',
        columns = {currency: 'text', created: 'bigint', status: 'text', amount: 'hugeint'})
    where status = 'issued'
)
where to_timestamp(created)::timestamp::date >= getvariable('quarter_first')
    and to_timestamp(created)::timestamp::date < getvariable('quarter_end');

-- Gross margin, and months until it has paid the cost of the quarter's new customers: cac ÷ (margin × new revenue a
-- customer), in which the number of customers cancels out. Not below a 1,200th of the cost a month, so never beyond 1,200.
insert into company select 'finance-2026', 'margin', invoiced - service, invoiced from cost, revenue;
insert into company
select 'finance-2026', 'payback', case when pays_back then acquisition * invoiced else 1200 end,
    case when not has_new then 0 when pays_back then (invoiced - service) * new_mrr else 1 end
from (
    select *, new_mrr > 0 as has_new, (invoiced - service) * new_mrr * 1200 >= acquisition * invoiced as pays_back
    from cost, revenue, (
        select coalesce(sum(after), 0)::hugeint as new_mrr from mrr
        where not was_customer and before = 0 and day >= getvariable('quarter_first') and day < getvariable('quarter_end')
    )
);

-- Activation within 14 days of the sign-up and use of any feature within 30. Days are dates: signed up on the 1st and
-- activated on the 15th is within 14 days, on the 16th it is not. A user is counted on the last of these days, so that
-- a quarter's numbers do not change once it is over.
create macro reached(what, days) as table
select count(*)::hugeint as users, (count(*) filter (u.user_id in (
        select e.user_id from 'extracts/product/events.parquet' e join 'extracts/product/users.parquet' v using (user_id)
        where e.event = what and e.occurred_at::timestamp::date - v.signed_up_on between 0 and days)))::hugeint as of_them
from 'extracts/product/users.parquet' u
where u.signed_up_on + days >= getvariable('quarter_first') and u.signed_up_on + days < getvariable('quarter_end');
insert into company select 'product-2026', 'activation', of_them, users from reached('activated', 14);
insert into company select 'product-2026', 'adoption', of_them, users from reached('used_feature', 30);

-- Pipeline of opportunities marketing is the source of, by the day they were created, in hundredths of a cent over
-- hundredths of a cent to the dollar; whatever has become of them since.
insert into company
select 'marketing-2026', 'pipeline', coalesce(sum(amount), 0), 10_000
from (
    select (try_cast(Amount as decimal(18, 2)) * 100)::hugeint * worth(CurrencyIsoCode) as amount
    from read_csv('extracts/salesforce/Opportunity.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where LeadSource = 'Marketing' and IsDeleted = 'false' and left(CreatedDate, 10)::date >= getvariable('quarter_first')
        and left(CreatedDate, 10)::date < getvariable('quarter_end')
    qualify row_number() over (partition by Id order by LastModifiedDate desc) = 1
);

-- Leads that became qualified in the quarter, and those of them that have become an opportunity.
insert into company
select 'marketing-2026', 'quality', count(*) filter (IsConverted = 'true' and ConvertedOpportunityId is not null), count(*)
from (
    from read_csv('extracts/salesforce/Lead.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where IsDeleted = 'false' and MQL_Date__c::date >= getvariable('quarter_first') and MQL_Date__c::date < getvariable('quarter_end')
    qualify row_number() over (partition by Id) = 1
);

insert into kpi
select s.participant, s.plan, s.segment, c.name, c.n, c.d, null
from segment s join company c using (plan)
where s.first_on = getvariable('quarter_first') and s.end_on = getvariable('quarter_end');
