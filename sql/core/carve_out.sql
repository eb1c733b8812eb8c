-- One row per account, participant and stretch of days on which the account's deals do not count for the participant, or, where it names none, for anybody.
select
    record.account_id,
    coalesce(owner.participant_id, record.owner_id) as participant_id,
    coalesce(credited.participant_id, record.credited_id) as credited_to,
    coalesce(record.first_day, date '0001-01-01') as first_day,
    cast(coalesce(record.last_day, date '9999-12-30') + 1 as date) as until_on,
    record._system,
    record._file,
    record._row
from united.carve_out as record
left join core.identity as owner
    on record._system = owner._system
    and record.owner_id = owner.user_id
    and coalesce(record.first_day, getvariable('as_of')) >= owner.first_day
    and coalesce(record.first_day, getvariable('as_of')) < owner.until_on
left join core.identity as credited
    on record._system = credited._system
    and record.credited_id = credited.user_id
    and coalesce(record.first_day, getvariable('as_of')) >= credited.first_day
    and coalesce(record.first_day, getvariable('as_of')) < credited.until_on
where record.account_id is not null and record.is_deleted is not true
