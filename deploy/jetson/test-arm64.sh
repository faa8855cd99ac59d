#!/usr/bin/env bash
# Runs the published ARM64 binary and has it do a whole job: open the test pattern, detect on a few frames, print them.
#
#   deploy/jetson/test-arm64.sh [--install] [OUTPUT]      OUTPUT as given to build-arm64.sh; default artifacts/linux-arm64-host
#
# On x64 it runs under qemu-user: that proves code, linking and the native libraries, not speed, cameras or a GPU.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

install=no output=artifacts/linux-arm64-host
for argument in "$@"; do
    case $argument in
        --install) install=yes ;;
        -*) echo "test-arm64.sh: unknown option $argument" >&2; exit 2 ;;
        *) output=$argument ;;
    esac
done
binary=$root/$output/EdgeHost
case $output in /*) binary=$output/EdgeHost ;; esac
[ -x "$binary" ] || { echo "test-arm64.sh: no $binary; run deploy/jetson/build-arm64.sh first" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ "$(uname -m)" = aarch64 ]; then
    on_arm() { "$@"; }
else
    if ! command -v qemu-aarch64-static >/dev/null; then
        [ $install = yes ] || { echo "test-arm64.sh: no qemu-aarch64-static; run it with --install, or: apt-get install qemu-user-static" >&2; exit 3; }
        sudo=; [ "$(id -u)" -eq 0 ] || sudo=sudo
        $sudo apt-get update -qq
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends qemu-user-static
    fi
    # ONNX Runtime reads /proc/cpuinfo to learn about the cores and crashes on an x86 one, and on one that lists fewer cores than
    # /sys does: show it an ARM one (Cortex-A78AE, as in Jetson Orin), in a mount namespace that nobody else sees.
    for core in $(seq 0 $(($(nproc --all) - 1))); do
        printf 'processor\t: %d\nBogoMIPS\t: 62.50\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp\n' "$core"
        printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd42\nCPU revision\t: 1\n\n'
    done > "$scratch/cpuinfo"
    namespace=(unshare --mount)
    [ "$(id -u)" -eq 0 ] || namespace+=(--map-root-user)
    on_arm() {
        # shellcheck disable=SC2016  # expanded by the inner shell
        "${namespace[@]}" bash -c 'mount --bind "$1" /proc/cpuinfo && shift && exec timeout 300 qemu-aarch64-static "$@"' bash "$scratch/cpuinfo" "$@"
    }
fi

# From a folder of its own, as a device would: nothing but what was published is there to be found.
cd "$scratch"

fail() { echo "test-arm64.sh: $1" >&2; exit 1; }

version=$(on_arm "$binary" --version) || fail "--version ended with $?"
echo "EdgeHost $version on ARM64"

frames=5
detects() { # what, binary, options
    local what=$1 binary=$2 lines found
    shift 2
    on_arm "$binary" detect --source sim:pattern --frames $frames --json "$@" > frames.jsonl || fail "$what: detect ended with $?"
    lines=$(wc -l < frames.jsonl)
    [ "$lines" -eq $frames ] || fail "$what: detect printed $lines lines, expected $frames"
    found=$(grep -c '"label"' frames.jsonl) || fail "$what: detect found nothing on the test pattern: $(head -c 300 frames.jsonl)"
    echo "$what: $lines frames, objects found on $found of them; the first: $(head -1 frames.jsonl)"
}
detects "host target" "$binary"

# Where the jetson target was published too: it brings no ONNX Runtime, and takes the one it is told of.
jetson=$root/artifacts/linux-arm64-jetson/EdgeHost
[ ! -x "$jetson" ] || detects "jetson target" "$jetson" --set Engines:NativeDirectory="$(dirname "$binary")"
