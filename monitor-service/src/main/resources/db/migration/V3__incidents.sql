-- One row for each incident, that is, each period in which an alert fires, and for each event.
ALTER TABLE alert RENAME TO incident;
-- The sources that currently report the alert as firing.
ALTER TABLE incident RENAME COLUMN claims TO reporting;
ALTER TABLE incident RENAME COLUMN told TO notified;
ALTER TABLE incident RENAME COLUMN told_over TO resolution_notified;
-- Whether the incident needs no further processing.
ALTER TABLE incident RENAME COLUMN settled TO closed;
ALTER INDEX alert_pkey RENAME TO incident_pkey;
ALTER INDEX alert_number_key RENAME TO incident_number_key;
ALTER INDEX alert_unsettled RENAME TO incident_open;
ALTER INDEX alert_by_rule RENAME TO incident_by_rule;
ALTER INDEX alert_by_opening RENAME TO incident_by_opening;
ALTER SEQUENCE alert_number_seq RENAME TO incident_number_seq;

-- Enum columns hold the names of the constants.
UPDATE incident SET level = upper(level), sources = upper(sources::text)::text[],
    reporting = upper(reporting::text)::text[];
ALTER TABLE incident
    ADD CHECK (level IN ('CRITICAL', 'WARNING', 'INFO')),
    ADD CHECK (state IN ('PENDING', 'FIRING', 'RESOLVED')),
    ADD CHECK (sources <@ ARRAY['MONITOR', 'ALERTMANAGER', 'EVENT']),
    ADD CHECK (reporting <@ ARRAY['MONITOR', 'ALERTMANAGER', 'EVENT']);
ALTER TABLE health_change
    ADD CHECK (status IN ('UP', 'DEGRADED', 'DOWN', 'UNKNOWN'));
