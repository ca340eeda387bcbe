ALTER TABLE sign_in_failures RENAME TO login_failures;
ALTER TABLE login_failures RENAME COLUMN last_at TO last_failure_at;
ALTER INDEX sign_in_failures_pkey RENAME TO login_failures_pkey;
ALTER INDEX sign_in_failures_by_time RENAME TO login_failures_by_time;

ALTER TABLE familiar_network RENAME TO known_network;
ALTER TABLE known_network RENAME COLUMN last_at TO last_login_at;
ALTER INDEX familiar_network_pkey RENAME TO known_network_pkey;
ALTER INDEX familiar_network_by_time RENAME TO known_network_by_time;

ALTER TABLE session RENAME COLUMN renewed_at TO refreshed_at;
ALTER TABLE signing_key RENAME COLUMN sealed TO encrypted_jwk;
