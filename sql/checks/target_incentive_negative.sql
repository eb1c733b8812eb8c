-- One row per assignment whose target incentive is below zero.
-- title: No target incentive is below zero
-- severity: stop
-- owner: HR
select
    participant_id as record,
    participant_id || ': a target incentive of ' || major_text(target_incentive_minor, currency) || ' ' || currency || ' from ' || first_day || ' on is below zero' as message,
    target_incentive_minor as amount_minor,
    currency,
    _file,
    _row
from core.assignment
where target_incentive_minor < 0
