-- One row per NetSuite accounting book, as landed.
-- column book_id: id text required
-- column is_primary: isprimary boolean required
-- column is_current: _fivetran_active boolean
select
    book_id,
    is_primary,
    coalesce(is_current, true) as is_current,
    attributes,
    _file,
    _row
from raw.netsuite_accounting_book
