#!/bin/sh
# Creates a login and a schema in PostgreSQL for each service, without access to other schemas. Runs at each
# `docker compose up`, so a password that was changed in the volume of secrets takes effect at the next one.
set -eu
secrets=/run/streamgate/postgres
PGPASSWORD=$(cat "$secrets/superuser-password")
export PGPASSWORD PGHOST=postgres PGDATABASE=streamgate PGOPTIONS='-c client_min_messages=warning'

{
  # A statement that fails must not be logged with the password in it.
  cat <<'SQL'
BEGIN;
SET LOCAL log_min_error_statement = panic;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE streamgate FROM PUBLIC;
SQL
  for service in auth upload metadata worker monitor; do
    printf '%s\n' "\\set password \`cat $secrets/$service\`"
    cat <<SQL
DO \$\$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'streamgate_$service') THEN CREATE ROLE streamgate_$service; END IF;
END \$\$;
ALTER ROLE streamgate_$service LOGIN PASSWORD :'password';
ALTER ROLE streamgate_$service SET search_path = $service;
GRANT CONNECT, TEMPORARY ON DATABASE streamgate TO streamgate_$service;
CREATE SCHEMA IF NOT EXISTS $service AUTHORIZATION streamgate_$service;
ALTER SCHEMA $service OWNER TO streamgate_$service;
SQL
  done
  echo 'COMMIT;'
} | psql -U postgres -q -v ON_ERROR_STOP=1 --no-psqlrc

for service in auth upload metadata worker monitor; do
  PGPASSWORD=$(cat "$secrets/$service") psql -U "streamgate_$service" --no-psqlrc -qtAc 'SELECT 1' >/dev/null
done
echo "The services' logins are ready."
