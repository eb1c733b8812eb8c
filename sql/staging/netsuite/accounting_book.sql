-- One row per NetSuite accounting book, as landed.
-- column book_id: id text required
-- column is_primary: isprimary boolean required
select
    book_id,
    is_primary,
    attributes,
    _file,
    _row
from raw.netsuite_accounting_book
