#!/usr/bin/env bash
# Publishes the host for linux-arm64.
#
#   deploy/jetson/build-arm64.sh [--install] [--target host|jetson] [OUTPUT]
#
#   host    (default) one native binary (Native AOT) with ONNX Runtime for the CPU: any ARM64 Linux with glibc 2.34 or later
#           (Debian 12, Ubuntu 22.04 and with it JetPack 6 and 7).
#   jetson  self-contained .NET with no native ONNX Runtime: the device brings its own (docs/jetson.md).
#   OUTPUT  default artifacts/linux-arm64-<target>.
#
# On x64 it cross-compiles; the AOT link needs clang, lld and the ARM64 C library from Debian's second architecture. --install gets
# them with apt-get (root or sudo); without it, what is missing is said. On ARM64 it builds directly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=host install=no output=
while [ $# -gt 0 ]; do
    case $1 in
        --install) install=yes ;;
        --target) target=${2:?--target needs host or jetson}; shift ;;
        -h | --help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
        -*) echo "build-arm64.sh: unknown option $1 (--help lists them)" >&2; exit 2 ;;
        *) output=$1 ;;
    esac
    shift
done
case $target in host | jetson) ;; *) echo "build-arm64.sh: --target $target: expected host or jetson" >&2; exit 2 ;; esac
output=${output:-artifacts/linux-arm64-$target}

cross_packages=(clang lld gcc-aarch64-linux-gnu libc6-dev:arm64 zlib1g-dev:arm64 libstdc++6:arm64)

missing_packages() {
    local package
    for package in "${cross_packages[@]}"; do
        dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done
}

get_cross_tools() {
    local missing sudo=
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -eq 0 ] && return
    if [ $install = no ]; then
        printf 'build-arm64.sh: missing to cross-compile: %s\nRun it with --install, or:\n  dpkg --add-architecture arm64 && apt-get update && apt-get install %s\n' \
            "${missing[*]}" "${missing[*]}" >&2
        exit 3
    fi
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo dpkg --add-architecture arm64
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# An artifacts folder of its own: the two targets and the machine's own build restore different packages.
options=(src/EdgeHost -c Release -r linux-arm64 -p:EdgeTarget="$target" --artifacts-path "artifacts/build-arm64-$target" -o "$output")
if [ "$target" = host ]; then
    options+=(-p:PublishAot=true -p:TrimmerSingleWarn=false)
    if [ "$(uname -m)" != aarch64 ]; then
        get_cross_tools
        options+=(-p:CppCompilerAndLinker=clang -p:LinkerFlavor=lld -p:SysRoot=/)
    fi
else
    options+=(--self-contained)
fi

rm -rf "$output"
dotnet publish "${options[@]}"
echo "$output: $(du -sh "$output" | cut -f1)"
