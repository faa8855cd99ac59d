#!/usr/bin/env bash
# The hub with a PostgreSQL of its own, for trying it out; nothing of it is left at the end (Ctrl-C).
#
#   central/RewardHub/run-local.sh [--port 8080] [--keep FOLDER]
#
# --keep: records, pictures and tokens stay in FOLDER and are there again the next time.
# Needs the .NET SDK and PostgreSQL's programs (apt-get install postgresql). A cluster that the system runs is not touched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() { echo "usage: $0 [--port PORT] [--keep FOLDER]" >&2; exit 64; }
port=8080 folder='' kept=''
while [ $# -gt 0 ]; do
    case $1 in
        --port) [[ ${2:-} =~ ^[0-9]+$ ]] || usage; port=$2; shift 2 ;;
        --keep) [ -n "${2:-}" ] || usage; folder=$2 kept=yes; shift 2 ;;
        *) usage ;;
    esac
done

is_taken() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
! is_taken "$port" || { echo "port $port is taken: choose another one with --port" >&2; exit 1; }

programs=''
for candidate in /usr/lib/postgresql/*/bin; do [ ! -x "$candidate/initdb" ] || programs=$candidate; done
if [ -z "$programs" ]; then
    command -v initdb > /dev/null || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 1; }
    programs=$(dirname "$(command -v initdb)")
fi
# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

if [ -n "$kept" ]; then mkdir -p "$folder"; folder=$(cd "$folder" && pwd); else folder=$(mktemp -d); fi
chmod 755 "$folder" # the database's user has to get through
hub=''
clean() {
    trap '' INT TERM
    [ -z "$hub" ] || { kill "$hub" 2> /dev/null && wait "$hub"; } || true
    (cd / && as_owner "$programs/pg_ctl" -D "$folder/database" -m fast -w stop > /dev/null 2>&1) || true
    if [ -n "$kept" ]; then echo "kept in $folder"; else rm -rf "$folder"; fi
}
trap clean EXIT
trap 'exit 0' INT TERM

echo "building the hub"
DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build -c Release -v q -nologo . > "$folder/build.log" 2>&1 || { tail -n 20 "$folder/build.log" >&2; exit 1; }
program=$PWD/bin/Release/net10.0/RewardHub

umask 077
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
[ -s "$folder/administrator" ] || random > "$folder/administrator"
[ -s "$folder/password" ] || random > "$folder/password"
install -d -m 700 "$folder/database"
[ "$(id -u)" -ne 0 ] || chown postgres "$folder/database"
if [ ! -e "$folder/database/PG_VERSION" ]; then
    echo "making a database"
    # Its user cannot read our password file.
    install -m 600 "$folder/password" "$folder/password.initdb"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder/password.initdb"
    (cd / && as_owner "$programs/initdb" -D "$folder/database" -U hub -A scram-sha-256 --pwfile="$folder/password.initdb" --no-locale -E UTF8) \
        > "$folder/database.log" 2>&1 || { cat "$folder/database.log" >&2; exit 1; }
    rm "$folder/password.initdb"
fi
database_port=55432
while is_taken $database_port; do database_port=$((database_port + 1)); done
(cd / && as_owner "$programs/pg_ctl" -D "$folder/database" -w -t 60 -l "$folder/database/log" \
    -o "-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start > /dev/null) || { as_owner tail -n 20 "$folder/database/log" >&2; exit 1; }

cat > "$folder/settings.json" << EOF
{
  "Hub": { "Name": "local" },
  "Database": { "ConnectionString": "Host=127.0.0.1;Port=$database_port;Username=hub;Database=hub", "PasswordFile": "$folder/password" },
  "Admin": { "TokenFile": "$folder/administrator" },
  "Pictures": { "Directory": "$folder/pictures" },
  "Logging": { "LogLevel": { "Default": "Warning" } }
}
EOF
if [ -z "$(PGPASSWORD=$(cat "$folder/password") "$programs/psql" -h 127.0.0.1 -p $database_port -U hub -d postgres -Atc "select 1 from pg_database where datname = 'hub'")" ]; then
    PGPASSWORD=$(cat "$folder/password") "$programs/createdb" -h 127.0.0.1 -p $database_port -U hub hub
fi

"$program" --Settings "$folder/settings.json" --urls "http://127.0.0.1:$port" &
hub=$!
for ((i = 0; i < 300; i++)); do
    ! "$program" health "http://127.0.0.1:$port" 2> /dev/null || break
    kill -0 $hub 2> /dev/null || { hub=''; echo "the hub did not start" >&2; exit 1; }
done

cat << EOF

the hub:        http://127.0.0.1:$port        its page (any name, the administrator's token as password)
try its API:    http://127.0.0.1:$port/docs
administrator:  $(cat "$folder/administrator")
add a device:   $program devices add van-7 --Settings $folder/settings.json
allow training: $program consents allow 2026-01 --Settings $folder/settings.json
export:         curl -H "Authorization: Bearer \$(cat $folder/administrator)" http://127.0.0.1:$port/v1/exports/rewards.jsonl
end:            Ctrl-C
EOF
wait $hub || true
hub=''
