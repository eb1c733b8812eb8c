-- One row per incident, product and day: how many minutes of it the incident took, each minute of a product once.
with incident as (
    select
        incident_id,
        product_id,
        is_planned,
        -- To the minute. What has not ended lasts until the run's last day is over.
        date_trunc('minute', started_at) as started_at,
        date_trunc('minute', least(ended_at, getvariable('as_of') + interval 1 day)) as ended_at,
        _file,
        _row
    from core.incident
    where started_at < getvariable('as_of') + interval 1 day
),

-- An incident that names no product is one of all of them, and of the service where no product is listed.
service as (
    select product_id
    from core.product
    union
    select product_id
    from incident
    where product_id is not null
    union
    select ''
    where not exists (from core.product) and not exists (from incident where product_id is not null)
),

affected as (
    select
        service.product_id,
        incident.* exclude (product_id)
    from incident
    join service on coalesce(incident.product_id, service.product_id) = service.product_id
),

minute as (
    select
        product_id,
        incident_id,
        is_planned,
        started_at,
        unnest(generate_series(started_at, ended_at - interval 1 minute, interval 1 minute)) as minute,
        _file,
        _row
    from affected
    where started_at < ended_at
),

-- Of incidents that overlap the planned one has the minute, else the one that began first: no minute is down twice.
charged as (
    select
        product_id,
        minute,
        arg_min(
            {'incident_id': incident_id, 'is_planned': is_planned, 'file': _file, 'row': _row},
            (not is_planned, started_at, incident_id)
        ) as incident
    from minute
    group by product_id, minute
)

select
    incident.incident_id,
    nullif(product_id, '') as product_id,
    cast(minute as date) as day,
    incident.is_planned,
    count(*) as minutes,
    incident.file as _file,
    incident.row as _row
from charged
group by all
