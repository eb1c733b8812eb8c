-- Account executives' quota and win rate, account managers' commission.

-- Opportunities that closed in the quarter, each once: of rows with the same id the last modified counts. An amount
-- that cannot be read is null and booked by nobody; the deal is closed, and won, all the same.
create table deal as
select opportunity_id, owner_id, closed_on, deal_type, is_won, minor, currency, is_unreadable
from (
    select Id as opportunity_id, long_id(OwnerId) as owner_id, CloseDate::date as closed_on, Type as deal_type,
        IsWon = 'true' as is_won, (try_cast(Amount as decimal(18, 2)) * 100)::bigint as minor,
        CurrencyIsoCode as currency, LastModifiedDate, Amount <> '' and try_cast(Amount as decimal(18, 2)) is null as is_unreadable
    from read_csv('extracts/salesforce/Opportunity.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where CloseDate >= '2026-07-01' and CloseDate < '2026-10-01' and IsClosed = 'true' and IsDeleted = 'false'
)
qualify row_number() over (partition by opportunity_id order by LastModifiedDate desc) = 1;

-- What each person is credited with of a won deal. Revenue splits divide the amount to the cent: the cents that are
-- left over go to the largest remainders, of equal ones to the lowest employee number. A deal without revenue splits
-- is its owner's. An overlay comes on top. A share of somebody HR does not know is taken out, and nobody has it.
create table credit as
with share as (
    select long_id(OpportunityId) as opportunity_id, long_id(SplitOwnerId) as user_id, SplitType as kind,
        (SplitPercentage::decimal(9, 2) * 100)::bigint as share_bp
    from read_csv('extracts/salesforce/OpportunitySplit.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where IsDeleted = 'false'
),
revenue as (
    select opportunity_id, user_id, share_bp from share where kind = 'Revenue'
    union all by name
    select opportunity_id, owner_id as user_id, 10_000 as share_bp from deal
    where opportunity_id not in (select opportunity_id from share where kind = 'Revenue')
),
divided as (
    select d.opportunity_id, s.participant, (d.minor::hugeint * r.share_bp) // 10_000 as whole,
        d.minor - sum((d.minor::hugeint * r.share_bp) // 10_000) over of_deal as left_over,
        row_number() over (partition by d.opportunity_id
            order by (d.minor::hugeint * r.share_bp) % 10_000 desc, s.participant nulls last) as place
    from deal d
    join revenue r using (opportunity_id)
    left join seller s on s.user_id = r.user_id
    where d.is_won and d.minor is not null
    window of_deal as (partition by d.opportunity_id)
),
credits as (
    select opportunity_id, participant, whole + case when place <= left_over then 1 else 0 end as minor from divided
    union all by name
    select opportunity_id, s.participant, rounded(d.minor::hugeint * share.share_bp, 10_000) as minor
    from share join deal d using (opportunity_id) join seller s using (user_id)
    where d.is_won and d.minor is not null and share.kind = 'Overlay'
)
select c.participant, d.opportunity_id, d.closed_on, d.deal_type, sum(c.minor * worth(d.currency))::hugeint as cents_100
from credits c join deal d using (opportunity_id)
where c.participant is not null
group by all;

-- Whoever a won deal belongs to whose amount cannot be read, in the stretch in which it closed: what it is worth is not known,
-- so nothing that adds it up is paid.
create table held as
select distinct s.participant, s.plan, s.segment
from deal d
left join (
    select long_id(OpportunityId) as opportunity_id, long_id(SplitOwnerId) as user_id
    from read_csv('extracts/salesforce/OpportunitySplit.*csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where IsDeleted = 'false'
) share using (opportunity_id)
join seller u on u.user_id = coalesce(share.user_id, d.owner_id)
join segment s on s.participant = u.participant and d.closed_on >= s.first_on and d.closed_on < s.end_on
where d.is_won and d.is_unreadable;

-- The value of a component's KPI for a segment is n ÷ d, null where d is 0; sample is what its smallest sample counts.
create table kpi(participant text, plan text, segment text, name text, n hugeint, d hugeint, sample bigint);

-- Bookings ÷ quota. Bookings are in hundredths of a cent, the quota in minor units × 755,160.
insert into kpi
select s.participant, s.plan, s.segment, 'quota', coalesce(sum(c.cents_100), 0)::hugeint * 755_160,
    coalesce(any_value(q.quota_n), 0) * worth(any_value(s.currency)), null
from segment s
left join quota q using (participant, plan, segment)
left join credit c on c.participant = s.participant and c.closed_on >= s.first_on and c.closed_on < s.end_on
where s.plan = 'ae-2026'
group by all;

-- Won ÷ closed, of the deals the person owns.
insert into kpi
select s.participant, s.plan, s.segment, 'win-rate', count(*) filter (d.is_won), count(d.opportunity_id), count(d.opportunity_id)
from segment s
left join seller u using (participant)
left join deal d on d.owner_id = u.user_id and d.closed_on >= s.first_on and d.closed_on < s.end_on
where s.plan = 'ae-2026'
group by all;

-- Commission: each deal is sliced where the running total of the segment passes the quota, one rate below it and another
-- above, and rounded once. The running total goes by day, then opportunity. Scaled by 100 or 108 × 755,160, both sides are
-- whole: below is the part of the total so far that lies under the quota.
create table commission as
select participant, plan, segment, sum(rounded(
    lower * (under_total - under_before) + upper * ((total - under_total) - (before - under_before)), 100 * worth * 755_160))::hugeint as minor
from (
    select *, least(total, limit_n) as under_total, least(before, limit_n) as under_before
    from (
        select plan, hundredths(c.tiers.rates[1].rate) as lower, hundredths(c.tiers.rates[2].rate) as upper
        from plan where plan = 'am-2026'
    ) join (
        select s.participant, s.plan, s.segment, worth(s.currency)::hugeint as worth, coalesce(q.quota_n, 0) * worth(s.currency) as limit_n,
            sum(c.cents_100 * 755_160) over ladder as total, sum(c.cents_100 * 755_160) over ladder - c.cents_100 * 755_160 as before
        from segment s
        join credit c on c.participant = s.participant and c.closed_on >= s.first_on and c.closed_on < s.end_on
            and c.deal_type in ('Expansion', 'Renewal')
        left join quota q on q.participant = s.participant and q.plan = s.plan and q.segment = s.segment
        window ladder as (partition by s.participant, s.plan order by c.closed_on, c.opportunity_id)
    ) using (plan)
)
group by all;
