#!/usr/bin/env bash
# Builds the image and builds a new project in a container of it, as another user and without a network.
# Where no Docker daemon answers, it says so and ends with 3.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! docker info >/dev/null 2>&1; then
  echo "no Docker daemon answers here: nothing was tried" >&2
  exit 3
fi
image=policybrief:trial
docker build --quiet --tag "$image" .
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
run() { docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$project:/work" "$image" "$@"; }

[ "$(docker run --rm --entrypoint id "$image" -u)" != 0 ] || { echo "the image runs as root" >&2; exit 1; }
run new harbour --blank
run build harbour --png --handout
ls -l "$project/harbour/output"
for file in brief.pptx brief.pdf brief.handout.pdf brief.slide-01.png brief.page-1.png; do
  [ -s "$project/harbour/output/$file" ] || { echo "$file is missing" >&2; exit 1; }
done
echo "the image builds a brief, as user $(id -u) and without a network"
