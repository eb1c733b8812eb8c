-- One row per account, with the participants who own it and who look after it.
with staged as (
    select
        account.account_id,
        account.name,
        owner.participant_id,
        manager.participant_id as customer_success_manager_id,
        account.currency,
        account.created_on,
        account.is_deleted,
        account.attributes,
        account._file,
        account._row
    from staging.salesforce_account as account
    left join core.user as owner on account.owner_id = owner.user_id
    left join core.user as manager on account.customer_success_manager_id = manager.user_id
    union all
    select
        account_id,
        name,
        participant_id,
        customer_success_manager_id,
        currency,
        created_on,
        false as is_deleted,
        attributes,
        _file,
        _row
    from staging.attain_account
),

ranked as (
    select
        *,
        count(*) over (partition by account_id) as record_count,
        row_number() over (
            partition by account_id
            order by is_deleted, name, participant_id, customer_success_manager_id, currency, created_on, cast(attributes as varchar), _file, _row
        ) as position
    from staged
    where account_id is not null
)

select
    account_id,
    name,
    participant_id,
    customer_success_manager_id,
    currency,
    created_on,
    is_deleted,
    attributes,
    _file,
    _row,
    record_count
from ranked
where position = 1
