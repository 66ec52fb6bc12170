#!/usr/bin/env bash
# A Docker engine with buildx, registries at the true host names of ECR, ECR Public and Docker Hub, and an AWS API, all on this machine.
#
#   lab.sh up [--engine=26|28] [--store=containerd|overlay2] [--buildkit]
#                                             starts it, if it does not run; stdout: NAME='value' lines to export
#   lab.sh exec COMMAND…                      runs COMMAND with the lab's environment, host names and certificate authority
#   lab.sh status                             what runs where, with the logins
#   lab.sh down                               ends it and leaves no change
#
# Engine 26 is Docker 26.1 with buildx 0.13, as Debian 13 has them; 28 is Docker 28.5 with buildx 0.29, as in Debian's next release: the engine of
# CodeBuild's images, whose BuildKit caches otherwise. A lab has one at a time, with what it has built of its own; up without --engine keeps it.
#
# With --buildkit, buildx creates builders that build with the engine's own BuildKit (containerd store): docker-container ones of the image
# public.ecr.aws/stevedore/buildkit:lab, remote ones at $STEVEDORE_LAB_BUILDKIT. A container keeps its arguments in /tmp/buildkitd.arguments.
#
# State: $STEVEDORE_LAB_STATE, else .lab in the repository of the current folder. In it, logs/<registry>.access.log has one line for each
# request that the registry answered. Parts that labs share: ${XDG_CACHE_HOME:-~/.cache}/stevedore-lab.
# Exit codes: 0 done, 1 a step failed, 2 not called right, 3 something that the lab needs is missing; exec exits as COMMAND does.
set -euo pipefail

say() {
    printf 'lab: %s\n' "$*" >&2
}

fail() {
    say "$1"
    [[ -z ${2-} ]] || say "$2"
    exit "${3:-3}"
}

find_state() {
    state=${STEVEDORE_LAB_STATE:-}
    if [[ -z $state ]]; then
        if [[ -d .lab ]]; then
            state=$PWD/.lab
        else
            state=$(git rev-parse --show-toplevel 2>/dev/null || pwd)/.lab
        fi
    fi
    [[ $state == /* ]] || state=$PWD/$state
    pids=$state/pids
}

# Paths stand in PATH and in the search path of libraries, where a colon would divide them.
require_plain_paths() {
    [[ $state != *[:$'\n']* ]] ||
        fail "The lab cannot be in $state: a colon or a line's end in its path would divide PATH." "Name another folder with STEVEDORE_LAB_STATE." 2
    [[ $cache != *[:$'\n']* ]] ||
        fail "The lab's parts cannot be in $cache: a colon or a line's end in its path would divide PATH." "Name another folder with XDG_CACHE_HOME." 2
}

# Whether the process that a file of the state names still lives; its start time tells it from another that got its id.
lives() {
    local id started stat fields
    { read -r id started <"$1" && read -r stat <"/proc/$id/stat"; } 2>/dev/null || return 1
    read -r -a fields <<<"${stat##*) }"
    [[ ${fields[19]} == "$started" && ${fields[0]} != Z ]]
}

# Sets ended to the services that were started and no longer live.
is_up() {
    ended=()
    # Written last by up, and removed first by whatever ends the lab.
    [[ -e $state/environment ]] || return 1
    local file
    for file in "$pids"/*; do
        lives "$file" || ended+=("${file##*/}")
    done
    ((${#ended[@]} == 0))
}

# The machine's address on the network of the lab's containers.
bridge_address() {
    printf '198.18.%s.1' "$(<"$state/number")"
}

require_up() {
    is_up && return
    if ((${#ended[@]} > 0)); then
        fail "Cannot run in the lab of $state: ${ended[*]} ended; the logs are in $state/logs." "Run: $0 up"
    fi
    fail "Cannot run in the lab of $state: it is not up." "Run: $0 up"
}

print_environment() {
    cat "$state/environment"
    printf "PATH='%s'\n" "$(lab_path | sed "s/'/'\\\\''/g")"
}

lab_path() {
    if [[ $PATH == "$state/bin:"* ]]; then
        printf '%s' "$PATH"
    else
        printf '%s' "$state/bin:$PATH"
    fi
}

run_in_lab() {
    (($# > 0)) || fail "Nothing to run: exec needs a command." "Run: $0 exec COMMAND…" 2
    require_up
    ((EUID == 0)) || fail "Cannot run in the lab of $state: its host names need root." "Run it as root: sudo $0 exec …"
    # What would take a client past the lab.
    unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_DEFAULT_REGION AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE "${!AWS_ENDPOINT_URL@}" \
        "${!AWS_CONTAINER_@}" AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT DOCKER_CONTEXT DOCKER_TLS \
        DOCKER_TLS_VERIFY DOCKER_CERT_PATH DOCKER_API_VERSION DOCKER_AUTH_CONFIG "${!BUILDX_@}" "${!BUILDKIT_@}"
    set -a
    # shellcheck disable=SC1091 # written by up
    . "$state/environment"
    [[ $PATH == "$state/bin:"* ]] || PATH=$state/bin:$PATH
    set +a
    # shellcheck disable=SC2016 # for the inner shell
    exec unshare --mount --propagation slave sh -c 'mount --bind "$0" /etc/hosts || exit 3; exec "$@"' "$state/hosts" "$@"
}

status() {
    require_up
    local network line number hosts kind details
    network=$(<"$state/network")
    printf '%-52s %-18s %s\n' "engine $(<"$state/engine") ($(<"$state/store") store)" "" "$(sed -n "s/^DOCKER_HOST='\(.*\)'/\1/p" "$state/environment")"
    printf '%-52s %-18s %s\n' "AWS API, account 123456789012" "$network.1:5566" "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
    printf '%-52s %-18s %s\n' "ECR Public API" "$network.1:5577" ""
    [[ ! -e $pids/buildkit ]] ||
        printf '%-52s %-18s %s\n' "BuildKit" "$(bridge_address):1234" "for builders of public.ecr.aws/stevedore/buildkit:lab"
    # shellcheck source=registries.sh
    . "$here/registries.sh"
    for line in "${registries[@]}"; do
        read -r number hosts kind details <<<"$line"
        case $kind in
        open) printf '%-52s %-18s %s\n' "registry" "$network.$number:5000" "no login, no TLS" ;;
        basic) printf '%-52s %-18s %s\n' "$hosts" "$network.$number" "$details" ;;
        bearer) printf '%-52s %-18s %s\n' "$hosts" "$network.$number" "${logins[$number]}" ;;
        esac
    done
}

find_state
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/stevedore-lab
require_plain_paths
case ${1-} in
exec)
    shift
    run_in_lab "$@"
    ;;
status) status ;;
up | down)
    # shellcheck source=life.sh
    . "$here/life.sh"
    "$@"
    ;;
*)
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
