-- One row per product, as the company sells it.
-- key: product_id
-- deleted: left out
with ranked as (
    select
        record.*,
        count(*) over (partition by product_id) as record_count,
        row_number() over (partition by product_id order by record) as position
    from united.product as record
    where product_id is not null and is_deleted is not true
)

select
    kept.product_id,
    kept.name,
    kept.family,
    kept.attributes,
    kept._system,
    kept._file,
    kept._row,
    kept.record_count
from ranked as kept
where kept.position = 1
