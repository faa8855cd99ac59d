#!/usr/bin/env bash
# Proves a promise of docs/reliability.md:
#
#   tests/prove.sh list
#   tests/prove.sh NAME [COUNT]
#
# Builds what it needs. The last line has the figure; the exit code is 0 only if the promise holds, 77 where it cannot be tried here (the
# last line says why).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

names=(append auth crash-states damage exactly-once ingest kill9 outage quota reconnect redaction stall)
usage() { echo "usage: tests/prove.sh list | NAME [COUNT], NAME one of: ${names[*]}" >&2; exit 64; }

if [ $# -lt 1 ] || [ $# -gt 2 ]; then usage; fi
name=$1 count=${2:-}
if [ "$name" = list ]; then
    printf '%s\n' "${names[@]}"
    exit
fi
[[ " ${names[*]} " == *" $name "* ]] || usage
[[ $count =~ ^[0-9]*$ ]] || usage

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off
case $name in
    exactly-once | ingest) project=Edge.HubProof ;;
    *) project=Edge.SpoolProof ;;
esac
dotnet build -c Release -v q "tests/$project" >&2
proof=$PWD/tests/$project/bin/Release/net10.0/$project

scratch=
clean() { [ -z "$scratch" ] || rm -rf "$scratch"; }
trap clean EXIT

case $name in
    quota)
        # A file system of its own, that nobody else sees or fills, and that goes with the last process in it.
        namespace=()
        for attempt in "unshare -m" "unshare -rm"; do
            read -ra candidate <<< "$attempt"
            if "${candidate[@]}" sh -c 'mount -t tmpfs -o size=1m none /mnt' 2> /dev/null; then
                namespace=("${candidate[@]}")
                break
            fi
        done
        if [ ${#namespace[@]} -eq 0 ]; then
            echo "skipped: no private mount namespace may be made here (unshare -m, unshare -rm)"
            exit 77
        fi
        scratch=$(mktemp -d)
        # shellcheck disable=SC2016 # the inner shell's arguments
        "${namespace[@]}" sh -c 'mount -t tmpfs -o size=32m none "$1" && exec "$2" quota "$3" "$1"' sh "$scratch" "$proof" "${count:-10}"
        ;;
    append)
        mkdir -p artifacts
        scratch=$(mktemp -d -p artifacts)
        folders=("$scratch")
        if [ -d /dev/shm ] && [ -w /dev/shm ]; then
            memory=$(mktemp -d -p /dev/shm)
            folders+=("$memory")
            clean() { rm -rf "$scratch" "$memory"; }
        fi
        "$proof" append "${count:-300}" "${folders[@]}"
        ;;
    *)
        "$proof" "$name" ${count:+"$count"}
        ;;
esac
