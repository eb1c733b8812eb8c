-- One row per core entity: what became of the records that were staged. The counts close: see checks/records_unaccounted_for.
with opportunity_staged as (
    select opportunity_id as key
    from staging.salesforce_opportunity
    union all
    select opportunity_id as key
    from staging.attain_opportunity
),

user_staged as (
    select user_id as key
    from staging.salesforce_user
),

participant_staged as (
    select participant_id as key
    from staging.workday_worker
    union all
    select participant_id as key
    from staging.attain_participant
),

account_staged as (
    select account_id as key
    from staging.salesforce_account
    union all
    select account_id as key
    from staging.attain_account
),

lead_staged as (
    select lead_id as key
    from staging.salesforce_lead
    union all
    select lead_id as key
    from staging.attain_lead
),

counted as (
    select
        'opportunity' as entity,
        (select count(*) from opportunity_staged) as staged_count,
        (select count(*) from opportunity_staged where key is null) as without_key_count,
        -- Every key's records but one.
        (select coalesce(sum(record_count - 1), 0) from core.opportunity) as duplicate_count,
        (select count(*) from core.opportunity where is_deleted) as deleted_count,
        (select count(*) from core.opportunity where not is_deleted) as kept_count
    union all
    select
        'user' as entity,
        count(*) as staged_count,
        count(*) - count(key) as without_key_count,
        count(key) - count(distinct key) as duplicate_count,
        (select count(*) from core.user where is_deleted) as deleted_count,
        (select count(*) from core.user where not is_deleted) as kept_count
    from user_staged
    union all
    select
        'participant' as entity,
        count(*) as staged_count,
        count(*) - count(key) as without_key_count,
        count(key) - count(distinct key) as duplicate_count,
        0 as deleted_count,
        (select count(*) from core.participant where (select count(*) from participant_staged) > 0) as kept_count
    from participant_staged
    union all
    select
        'account' as entity,
        count(*) as staged_count,
        count(*) - count(key) as without_key_count,
        count(key) - count(distinct key) as duplicate_count,
        (select count(*) from core.account where is_deleted) as deleted_count,
        (select count(*) from core.account where not is_deleted) as kept_count
    from account_staged
    union all
    select
        'lead' as entity,
        count(*) as staged_count,
        count(*) - count(key) as without_key_count,
        count(key) - count(distinct key) as duplicate_count,
        (select count(*) from core.lead where is_deleted) as deleted_count,
        (select count(*) from core.lead where not is_deleted) as kept_count
    from lead_staged
)

select
    entity,
    cast(staged_count as bigint) as staged_count,
    cast(kept_count as bigint) as kept_count,
    cast(duplicate_count as bigint) as duplicate_count,
    cast(deleted_count as bigint) as deleted_count,
    cast(without_key_count as bigint) as without_key_count
from counted
