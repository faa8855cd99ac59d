#!/usr/bin/env bash
# Proves that the GGUF of a model folder is the model that its ONNX file is, with a real llama.cpp, and that llama.cpp takes the grammars of plans:
#
#   tests/gguf/prove.sh [FOLDER]          default: models/quantized/street-planner
#
# llama.cpp (node-llama-cpp), ONNX Runtime and a reference tokenizer come from the package registry of npm into a temporary folder. EDGEHOST names the program that
# makes the grammars; without it they are left out. Exit code 0 only if all holds, 77 where it cannot be tried here (the last
# line says why).
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(realpath -m "${1:-$home/models/quantized/street-planner}")
EDGEHOST=${EDGEHOST:+$(realpath -m "$EDGEHOST")}

skip() { echo "skipped: $1"; exit 77; }
[ -f "$folder/model.json" ] || skip "no model in $folder"
[ -f "$folder/$(basename "$folder").gguf" ] || skip "no GGUF in $folder"
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then skip "no node and npm here"; fi
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || skip "the prebuilt llama.cpp that is asked for is for x86-64 Linux"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$home"/tests/gguf/*.mjs "$scratch"
cd "$scratch"
echo '{ "private": true }' > package.json
# Without install scripts and optional packages: those would fetch and build for other machines. The one prebuilt library that is needed is named.
packages=(node-llama-cpp@3.21.1 @node-llama-cpp/linux-x64@3.21.1 onnxruntime-node@1.30.0 @huggingface/tokenizers@0.2.0)
timeout 300 npm install --save-exact --omit=optional --ignore-scripts --no-audit --no-fund "${packages[@]}" > npm.log 2>&1 || skip "npm could not install ${packages[*]}: $(tail -n 1 npm.log)"

questions=$home/tests/gguf/questions.txt
grammars=()
if [ -n "${EDGEHOST:-}" ]; then
    mkdir grammars
    number=0
    while read -r question; do
        number=$((number + 1))
        "$EDGEHOST" tools --grammar "$question" > grammars/$number.gbnf
    done < "$questions"
    grammars=("$scratch/grammars")
fi
timeout 300 node prove.mjs "$folder" "$questions" "${grammars[@]}"

# The same file as a Jetson runs it: LLamaSharp with the mask of plans.
cd "$home"
proof=artifacts/build-gguf
if ! timeout 200 dotnet restore tests/Edge.GgufProof -p:EdgeTarget=jetson --artifacts-path $proof > "$scratch/restore.log" 2>&1; then
    echo "left out: the plans that LLamaSharp writes ($(grep -m 1 -oE 'NU[0-9]+: .*' "$scratch/restore.log" | cut -c 1-120))"
    exit
fi
dotnet build tests/Edge.GgufProof -c Release -m:1 -nologo -v q -p:EdgeTarget=jetson --artifacts-path $proof > "$scratch/build.log" 2>&1 || { tail -n 20 "$scratch/build.log"; exit 1; }
timeout 300 "$proof/bin/Edge.GgufProof/release/Edge.GgufProof" "$folder" "$questions"
