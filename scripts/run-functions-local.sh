#!/usr/bin/env bash
# Starts Azurite, the SignalR emulator where there is one, and the Functions host, and drives one job through its HTTP API.
#
#   scripts/run-functions-local.sh          drives the job and stops everything
#   scripts/run-functions-local.sh --keep   leaves everything running until Ctrl-C
set -euo pipefail
cd "$(dirname "$0")/.."

port=7071
base="http://localhost:$port"
image=samples/disks/gpt-ext4-fat.qcow2
run=artifacts/functions-local
output=src/Countersign.Functions/bin/Release/net10.0
started=()

say() { printf '== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

stop() {
  for process in "${started[@]:-}"; do
    if [ -n "$process" ]; then kill "$process" 2>/dev/null || true; fi
  done
}
trap stop EXIT

need() { command -v "$1" >/dev/null || fail "'$1' is missing: $2"; }

# The first value of a text field in compact JSON on standard input.
field() { grep -oE "\"$1\": ?\"[^\"]*\"" | head -1 | sed -E 's/^[^:]*: ?"(.*)"$/\1/'; }

# wait_for WHAT SECONDS COMMAND...
wait_for() {
  local what=$1 seconds=$2
  shift 2
  for _ in $(seq "$seconds"); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 1
  done
  fail "$what was not there after $seconds s; its log is in $run"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

need dotnet "install the .NET 10 SDK, https://dotnet.microsoft.com/download"
need curl "install it with the system's packages"
need func "npm install --global azure-functions-core-tools@4"
if listens "$port"; then fail "something listens on port $port already"; fi
if command -v azurite >/dev/null; then
  azurite=(azurite)
else
  need npx "install Node.js, https://nodejs.org; Azurite comes from npm"
  azurite=(npx --yes azurite)
fi

mkdir -p "$run/azurite"
if [ ! -e local.settings.json ]; then
  cp local.settings.sample.json local.settings.json
  say "made local.settings.json from the sample"
fi

say "building"
dotnet build src/Countersign.Functions -c Release --nologo -v quiet ||
  fail "the build failed. Where packages were not found: the registry in use does not hold those of Azure Functions, the public one does."

if listens 10000; then
  say "Azurite, or something else, listens on port 10000 already: using it"
else
  say "starting Azurite"
  "${azurite[@]}" --silent --location "$run/azurite" --disableTelemetry --skipApiVersionCheck >"$run/azurite.log" 2>&1 &
  started+=($!)
fi
wait_for "Azurite" 60 listens 10000
wait_for "Azurite's table service" 20 listens 10002

if listens 8888; then
  say "the SignalR emulator listens on port 8888 already"
elif command -v asrs-emulator >/dev/null; then
  say "starting the SignalR emulator"
  asrs-emulator start >"$run/signalr.log" 2>&1 &
  started+=($!)
else
  say "no SignalR emulator: api/negotiate answers, but nothing listens there (dotnet tool install --global Microsoft.Azure.SignalR.Emulator)"
fi

say "starting the Functions host"
# In a container these would tell the host that it runs in the cloud, where it answers nobody without a sign-in.
(cd "$output" && exec env -u CONTAINER_NAME -u KUBERNETES_SERVICE_HOST func start --no-build --port "$port") >"$run/functions.log" 2>&1 &
started+=($!)
wait_for "the host" 120 curl -fsS "$base/api/health/ready"
curl -fsS "$base/api/health"; echo

say "uploading $image"
upload=$(curl -fsS "$base/api/uploads?name=$(basename "$image")" -H 'Content-Type: application/octet-stream' --data-binary "@$image" | field upload_id)

say "submitting a job over upload $upload"
job=$(curl -fsS "$base/api/jobs" -H 'Content-Type: application/json' \
  -d "{\"kind\": \"disk.inspect\", \"input\": {\"image\": {\"upload_id\": \"$upload\"}}}" | field job_id)

is() { [ "$(curl -fsS "$base/api/jobs/$job" | field status)" = "$1" ]; }

wait_for "the plan of job $job" 60 is awaiting_approval
say "the plan"
plan=$(curl -fsS "$base/api/jobs/$job/plan")
printf '%s\n' "$plan"
hash=$(printf '%s' "$plan" | field hash)

say "approving $hash"
curl -fsS "$base/api/jobs/$job/approve" -H 'Content-Type: application/json' -d "{\"approved\": true, \"plan_hash\": \"$hash\"}"; echo

wait_for "the end of job $job" 120 is completed
say "the result"
curl -fsS "$base/api/jobs/$job/result"; echo

if [ "${1:-}" = --keep ]; then
  say "serving at $base until Ctrl-C; logs are in $run"
  wait
fi
