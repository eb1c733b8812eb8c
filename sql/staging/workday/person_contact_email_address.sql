-- One row per e-mail address of a worker, as landed: at work and at home.
-- column worker_id: personal_info_system_id text required
-- column is_removed: _fivetran_deleted boolean
-- column kind: email_code text
-- column email: email_address text required
select
    worker_id,
    lower(kind) as kind,
    lower(email) as email,
    coalesce(is_removed, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.workday_person_contact_email_address
