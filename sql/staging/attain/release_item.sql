-- One row per item of a release, as landed: a piece of work a team delivers.
-- feeds: release_item
-- column item_id: item_id text required
-- column team: team text
-- column owner_id: owner|participant text
-- column product_id: product|product_id text
-- column kind: kind text
-- column points: points number
-- column started_on: started_on date
-- column delivered_on: delivered_on date
-- column status: status text
-- column is_deleted: is_deleted boolean
select
    item_id,
    team,
    owner_id,
    product_id,
    replace(lower(kind), ' ', '_') as kind,
    points,
    started_on,
    delivered_on,
    replace(lower(status), ' ', '_') as status,
    coalesce(is_deleted, false) as is_deleted,
    attributes,
    _file,
    _row
from raw.attain_release_item
