-- From KPIs and commission to pay: one amount for each participant, plan, component and segment, rounded once.

create table pay(participant text, plan text, component text, segment text, currency text, minor bigint);

-- target × days ÷ 92 × weight × what the curve pays. A KPI without a value, or with too small a sample, gives its weight
-- to the plan's others in proportion. Below the first anchor nothing, beyond the last flat, between two a straight line;
-- where a lower value is better the anchors fall, and both differences change their sign.
insert into pay
with valued as (
    select k.*, c.weight, k.d <> 0 and (c.smallest_sample is null or k.sample >= c.smallest_sample) as counts,
        k.n // greatest(gcd(k.n, k.d), 1) as vn, k.d // greatest(gcd(k.n, k.d), 1) as vd
    from kpi k join component c using (plan, name)
),
weighted as (
    select *, sum(weight) filter (counts) over (partition by participant, plan, segment) as counting from valued
),
-- An anchor with the next one; reached: the value is at or better than it. d is positive, n ÷ d ≥ mark ÷ 100 is n × 100 ≥ mark × d.
reached as (
    select w.participant, w.plan, w.segment, w.name, a.mark, a.pays, a.next_mark, a.next_pays,
        row_number() over (partition by w.participant, w.plan, w.segment, w.name order by a.place desc) as back
    from weighted w
    join (
        select *, lead(mark) over curve as next_mark, lead(pays) over curve as next_pays,
            last_value(mark) over curve > first_value(mark) over curve as higher_is_better
        from anchor
        window curve as (partition by plan, name order by place rows between unbounded preceding and unbounded following)
    ) a using (plan, name)
    where w.counts and case when a.higher_is_better then w.vn * 100 >= a.mark * w.vd else w.vn * 100 <= a.mark * w.vd end
),
paid as ( -- pays_n ÷ pays_d, a fraction of the target
    select w.*, case when not w.counts or r.mark is null then 0
            when r.next_mark is null then r.pays
            else r.pays * (r.next_mark - r.mark) * w.vd + (w.vn * 100 - r.mark * w.vd) * (r.next_pays - r.pays) end as pays_n,
        case when not w.counts or r.mark is null or r.next_mark is null then 100 else 100 * (r.next_mark - r.mark) * w.vd end as pays_d
    from weighted w
    left join reached r on r.participant = w.participant and r.plan = w.plan and r.segment = w.segment and r.name = w.name and r.back = 1
)
select p.participant, p.plan, p.name, p.segment, s.currency,
    coalesce(rounded(s.target_minor * (s.end_on - s.first_on) * p.weight * p.pays_n,
        (getvariable('quarter_end') - getvariable('quarter_first')) * p.counting * p.pays_d), 0)
from paid p join segment s using (participant, plan, segment)
where p.plan <> 'ae-2026' or p.name <> 'quota' or (p.participant, p.plan, p.segment) not in (select (participant, plan, segment) from held);

-- Commission, and what the cap takes away from the plan as a whole.
insert into pay
select s.participant, s.plan, 'bookings', s.segment, s.currency, coalesce(c.minor, 0)
from segment s left join commission c using (participant, plan, segment)
where s.plan = 'am-2026' and (s.participant, s.plan, s.segment) not in (select (participant, plan, segment) from held);

insert into pay
select participant, plan, '', max(segment), any_value(currency), any_value(cap_minor) - sum(minor)
from pay join plan using (plan)
where plan = 'am-2026'
group by participant, plan having sum(minor) > any_value(cap_minor);
