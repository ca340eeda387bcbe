#!/bin/sh
# Runs before everything else at each `docker compose up`: creates missing secrets and sets the owner of each folder of the
# volumes. Existing secrets are kept, so it may run any number of times.
set -eu
umask 0077
secrets=/volumes/secrets
group=10000

# service and the user id it runs under, as in docker-compose.yml
services='gateway 10001
auth 10002
upload 10003
metadata 10004
worker 10005
transcoder 10006
streaming 10007
cache 10008
monitor 10009'
with_database='auth upload metadata worker monitor'

random() { head -c "$1" /dev/urandom | base64 | tr -d '\n'; }
password() { random 24 | tr '+/' '-_'; }

keep() { # keep FILE VALUE: writes it atomically, unless it exists
  [ -s "$1" ] && return
  printf '%s' "$2" >"$1.new"
  mv "$1.new" "$1"
}
copy() { # copy FROM TO: the same secret for another service
  cp "$1" "$2.new" && mv "$2.new" "$2"
}
give() { # give FOLDER OWNER: readable by that owner only
  chown -R "$2" "$1"
  chmod -R u=rX,go= "$1"
}

mkdir -p "$secrets/keep" "$secrets/postgres" "$secrets/valkey" "$secrets/grafana" "$secrets/alertmanager"
chmod 0711 "$secrets"

keep "$secrets/postgres/superuser-password" "$(password)"
keep "$secrets/valkey/password" "$(password)"
keep "$secrets/keep/session-key" "$(random 32)"
keep "$secrets/keep/key-encryption-key" "$(random 32)"
keep "$secrets/alertmanager/webhook-token" "$(password)"
first=no
[ -s "$secrets/keep/admin-password" ] || first=yes
keep "$secrets/keep/admin-password" "$(password)"
keep "$secrets/grafana/admin-password" "$(password)"

echo "$services" | while read -r service number; do
  own=$secrets/$service
  mkdir -p "$own" "/volumes/audit/$service"
  keep "$secrets/keep/service-$service" "$(password)"
  # Names are those of the environment variables in docs/configuration.md.
  copy "$secrets/keep/service-$service" "$own/STREAMGATE_SERVICE_SECRET"
  # Named by the property: only variables that the services' settings refer to can be files of that name.
  rm -f "$own/STREAMGATE_VALKEY_URI"
  printf 'redis://:%s@valkey:6379' "$(cat "$secrets/valkey/password")" >"$own/streamgate.valkey.uri"
  case " $with_database " in *" $service "*)
    keep "$secrets/postgres/$service" "$(password)"
    copy "$secrets/postgres/$service" "$own/STREAMGATE_DB_PASSWORD" ;;
  esac
  case $service in
    streaming) copy "$secrets/keep/session-key" "$own/STREAMGATE_SESSION_KEY" ;;
    monitor) copy "$secrets/alertmanager/webhook-token" "$own/STREAMGATE_ALERTMANAGER_TOKEN" ;;
    auth)
      copy "$secrets/keep/key-encryption-key" "$own/STREAMGATE_KEY_ENCRYPTION_KEY"
      copy "$secrets/keep/admin-password" "$own/STREAMGATE_ADMIN_PASSWORD" ;;
  esac
  chown "$number:$group" "/volumes/audit/$service"
  chmod 0700 "/volumes/audit/$service"
done
for service in $(echo "$services" | cut -d ' ' -f 1); do
  copy "$secrets/keep/service-$service" "$secrets/auth/STREAMGATE_SERVICE_SECRETS_$(echo "$service" | tr a-z A-Z)"
done
# Keys of the S3 store that comes along (docker-compose.s3.yml), or of another if they were put here.
mkdir -p "$secrets/s3"
keep "$secrets/s3/access-key" streamgate
keep "$secrets/s3/secret-key" "$(password)"
for service in upload transcoder streaming; do
  copy "$secrets/s3/access-key" "$secrets/$service/streamgate.blobs.s3.access-key"
  copy "$secrets/s3/secret-key" "$secrets/$service/streamgate.blobs.s3.secret-key"
done

echo "$services" | while read -r service number; do give "$secrets/$service" "$number"; done
give "$secrets/postgres" 999
give "$secrets/valkey" 10010
give "$secrets/s3" 10011
give "$secrets/grafana" 472
give "$secrets/alertmanager" 65534

if [ -d /volumes/objects ]; then
  mkdir -p "/volumes/objects/$STREAMGATE_S3_BUCKET"
  chown 10011:10011 /volumes/objects "/volumes/objects/$STREAMGATE_S3_BUCKET"
fi

# The group's, and so are folders that are made in it. An empty volume would get the owner of the image's folder from the
# container that mounts it first, so this one is not empty.
mkdir -p /volumes/media/.staging
chown "0:$group" /volumes/media /volumes/media/.staging
chmod 2770 /volumes/media /volumes/media/.staging

if [ "$first" = yes ]; then
  cat <<WELCOME

  StreamGate's first administrator: admin@streamgate.local, password $(cat "$secrets/keep/admin-password")
  Grafana:                          admin, password $(cat "$secrets/grafana/admin-password")
  They are shown this once and kept in the volume "secrets" (docs/deployment.md).

WELCOME
fi
