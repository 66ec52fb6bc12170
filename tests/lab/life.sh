# shellcheck shell=bash
# Starting and ending a lab. Sourced by lab.sh, which defines state, pids, here, cache and what tells whether a lab is up.
# shellcheck disable=SC2154 # those variables

# shellcheck source=root.sh
. "$here/root.sh"
# shellcheck source=registries.sh
. "$here/registries.sh"

# What the labs of this machine share: a folder N for the lab with the addresses 127.77.N.x.
claims=/run/stevedore-lab
# What says that a folder is a lab's own. It is there before all else, and goes last.
mark=.stevedore-lab
# All that a lab has in its folder.
own=(
    pids logs mount docker registries scripts bin docker-config
    hosts ca.key ca.pem ca.srl certificate.key certificate.pem ca-bundle.pem
    number network engine store entered environment environment.new
)
# What runs inside a lab, as it was when the lab was started.
scripts=(registries.sh services.sh aws.py tokens.py buildkit.py)

up() {
    local engine='' store='' buildkit=''
    while (($# > 0)); do
        case $1 in
        --engine=26 | --engine=28) engine=${1#*=} ;;
        --store=containerd | --store=overlay2) store=${1#*=} ;;
        --buildkit) buildkit=yes ;;
        *) fail "Unknown argument '$1'." "Run: $0 up [--engine=26|28] [--store=containerd|overlay2] [--buildkit]" 2 ;;
        esac
        shift
    done
    close_inherited_descriptors
    if ! is_up || ! is_current || has_other engine "$engine" || has_other store "$store" || [[ $buildkit && ! -e $pids/buildkit ]]; then
        ((EUID == 0)) || fail "The lab needs root, for namespaces, mounts and port 443." "Run it as root: sudo $0 up"
        lock_state
        mark_state
        require_space "$state" 1 STEVEDORE_LAB_STATE
        if ! is_up; then
            ((${#ended[@]} == 0)) || say "recovering the lab of $state: ${ended[*]} ended"
            start "${engine:-$(kept_engine)}" "${store:-containerd}"
        elif ! is_current; then
            say "starting the lab of $state again: its scripts have changed"
            start "${engine:-$(kept_engine)}" "${store:-$(<"$state/store")}"
        elif has_other engine "$engine"; then
            say "starting the lab of $state again: with engine $engine"
            start "$engine" "${store:-$(<"$state/store")}"
        elif has_other store "$store"; then
            switch_store "$store"
        fi
        [[ ! $buildkit || -e $pids/buildkit ]] || start_buildkit
    fi
    print_environment
}

kept_engine() {
    cat "$state/engine" 2>/dev/null || printf 26
}

# has_other engine|store VALUE: whether the lab runs with another one than was asked for; never so where none was.
has_other() {
    [[ $2 && $2 != "$(<"$state/$1")" ]]
}

is_current() {
    local script
    for script in "${scripts[@]}"; do
        [[ -e $state/scripts/$script && $(<"$state/scripts/$script") == "$(<"$here/$script")" ]] || return 1
    done
}

lock_state() {
    while :; do
        mkdir -p "$state"
        exec {state_lock}<"$state"
        flock --timeout 1200 "$state_lock" ||
            fail "Another lab.sh has been working on $state for 20 minutes." "See what it waits for, or end it." 1
        # A down that held the lock has removed the folder.
        [[ ! $state -ef /proc/$$/fd/$state_lock ]] || return 0
        exec {state_lock}<&-
    done
}

# Whether the folder is a lab's: it says so, or one is under way from it.
is_lab() {
    [[ -e $state/$mark ]] || grep --quiet --line-regexp --fixed-strings -- "$state" "$claims"/*/state 2>/dev/null
}

# Refuses a folder that holds something of the same names that is no lab's.
mark_state() {
    local name taken=()
    if ! is_lab; then
        for name in "${own[@]}"; do
            [[ ! -e $state/$name && ! -L $state/$name ]] || taken+=("$name")
        done
        ((${#taken[@]} == 0)) ||
            fail "The lab cannot be in $state: ${taken[*]} there would be written over, and is no lab's." \
                "Name another folder with STEVEDORE_LAB_STATE, or take that out of it."
    fi
    : >"$state/$mark"
    # It holds the keys of the lab's authority, and is no change of a repository.
    [[ -e $state/.gitignore ]] || printf '*\n' >"$state/.gitignore"
}

# Leaves what others put into the folder, and with it the folder.
remove_state() {
    [[ ! -f $state/.gitignore || $(<"$state/.gitignore") != '*' ]] || rm -f "$state/.gitignore"
    rmdir "$state" 2>/dev/null || :
}

step() {
    local now=${EPOCHREALTIME/[.,]/}
    printf 'lab: %-64s %6d ms\n' "$1" $(((now - step_began) / 1000)) >&2
    step_began=$now
}

start() {
    local engine=$1 store=$2
    step_began=${EPOCHREALTIME/[.,]/}
    rm -f "$state/environment" "$state/entered"
    mkdir -p "$state"/{pids,logs,mount,docker,registries,scripts,bin,docker-config}
    require_namespaces
    make_shared_parts "$engine"
    end_processes
    claim_number
    write_client_files
    step "addresses $network.x, client files"

    rm -f "$pids"/*
    cp "${scripts[@]/#/$here/}" "$state/scripts/"
    enter_root
    emulate_foreign_platform
    inside prepare "$number"
    write_bundle
    step "root file system entered, certificates"

    require_ports
    inside engine "$engine" "$store" "$number"
    inside aws "$network"
    inside tokens "$network"
    inside registries "$network"
    wait_for_registries
    wait_for tokens tokens.log 20 answers "$network.8" 443
    step "registries"
    wait_for dockerd dockerd.log 40 engine_answers
    step "engine $engine, $store store"
    wait_for aws aws.log 40 answers "$network.1" 5566
    step "AWS API"
    printf '%s\n' "$engine" >"$state/engine"
    printf '%s\n' "$store" >"$state/store"
    write_environment
    is_up || {
        rm -f "$state/environment"
        fail "Cannot start the lab: ${ended[*]} ended." "The logs are in $state/logs." 1
    }
}

switch_store() {
    local store=$1 engine
    engine=$(<"$state/engine")
    step_began=${EPOCHREALTIME/[.,]/}
    make_shared_parts "$engine"
    number=$(<"$state/number") network=$(<"$state/network")
    rm -f "$state/environment"
    end_process "$pids/dockerd" TERM
    rm -f "$claims/$number/docker.sock"
    inside engine "$engine" "$store" "$number"
    wait_for dockerd dockerd.log 40 engine_answers
    step "engine $engine, $store store"
    printf '%s\n' "$store" >"$state/store"
    write_environment
}

start_buildkit() {
    step_began=${EPOCHREALTIME/[.,]/}
    number=$(<"$state/number")
    inside buildkit "$(bridge_address)"
    wait_for buildkit buildkit.log 20 answers "$(bridge_address)" 1234
    step "BuildKit for builders, $(bridge_address):1234"
}

# What is started would otherwise keep a pipe of the caller open.
close_inherited_descriptors() {
    local descriptor
    for descriptor in "/proc/$$/fd"/*; do
        descriptor=${descriptor##*/}
        # 255 is the script itself.
        ((descriptor < 3 || descriptor == 255)) || eval "exec $descriptor>&-"
    done
}

require_namespaces() {
    unshare --mount --pid --fork --propagation private true 2>/dev/null ||
        fail "The lab needs mount and process namespaces, and unshare is not permitted." "In a container, start it with --privileged."
    grep --quiet --word-regexp overlay /proc/filesystems || modprobe overlay 2>/dev/null ||
        fail "The lab needs overlay file systems, and the kernel has none." "Load the module: modprobe overlay"
}

# A folder is locked and not a file, so that nothing is left behind.
lock_machine() {
    exec {machine_lock}</run
    flock --timeout 60 "$machine_lock" || fail "Cannot lock /run: another process has held it for a minute." "Find it with: fuser -v /run" 1
}

unlock_machine() {
    exec {machine_lock}<&-
}

claim_number() {
    lock_machine
    sweep
    number=$(cat "$state/number" 2>/dev/null || :)
    if [[ -z $number || $(cat "$claims/$number/state" 2>/dev/null) != "$state" ]]; then
        mkdir -p "$claims"
        for number in {1..254}; do
            mkdir "$claims/$number" 2>/dev/null && break
        done
    fi
    network=127.77.$number
    printf '%s\n' "$state" >"$claims/$number/state"
    printf '%s\n' "$root" >"$claims/$number/root"
    printf '%s\n' "$number" >"$state/number"
    printf '%s\n' "$network" >"$state/network"
    unlock_machine
}

# Ends labs whose state folder was deleted while they ran.
sweep() {
    local claim
    for claim in "$claims"/*/; do
        # Its up was killed before it had said whose it is; no other is that far while this one has the machine's lock.
        [[ ! -d $claim || -e $claim/state ]] || release "$(basename "$claim")"
        [[ -e $claim/state && $(cat "$(<"$claim/state")/number" 2>/dev/null) != "$(basename "$claim")" ]] || continue
        say "ending the lab of $(<"$claim/state"), a folder that is gone"
        end_process "$claim/init" KILL
        release "$(basename "$claim")"
    done
}

# Takes back everything that a lab put outside its state folder.
release() {
    local number=$1 folder
    [[ ! -e $claims/$number/root ]] || chroot "$(<"$claims/$number/root")" ip link delete "stevedore$number" 2>/dev/null || :
    for folder in /sys/fs/cgroup/stevedore-lab-"$number" /sys/fs/cgroup/*/stevedore-lab-"$number"; do
        [[ ! -d $folder ]] || find "$folder" -depth -type d -exec rmdir {} + || :
    done
    rm -rf "${claims:?}/$number"
    # The last lab takes the emulation away.
    if rmdir "$claims" 2>/dev/null; then
        # shellcheck disable=SC2016 # for the inner shell
        in_binfmt_misc 'for entry in stevedore-lab-*; do [ ! -e "$entry" ] || echo -1 >"$entry"; done'
        # buildx puts the containers of its builders there and not where the engine does. What another engine uses is not empty.
        for folder in /sys/fs/cgroup/docker/buildx /sys/fs/cgroup/*/docker/buildx; do
            [[ ! -d $folder ]] || find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || :
            rmdir "${folder%/*}" 2>/dev/null || :
        done
    fi
}

write_client_files() {
    local line registry_number hosts kind
    {
        grep -v '# stevedore-lab$' /etc/hosts || :
        for line in "${registries[@]}"; do
            read -r registry_number hosts kind _ <<<"$line"
            [[ $kind == open ]] || printf '%s %s # stevedore-lab\n' "$network.$registry_number" "${hosts//,/ }"
        done
        for registry_number in "${!other_names[@]}"; do
            printf '%s %s # stevedore-lab\n' "$network.$registry_number" "${other_names[$registry_number]}"
        done
    } >"$state/hosts"
    cat >"$state/docker-config/config.json" <<JSON
{ "cliPluginsExtraDirs": ["$root/usr/libexec/docker/cli-plugins"] }
JSON
    ln --symbolic --force "$root/usr/bin/docker" "$state/bin/docker"
    write_python_command aws
    write_python_command moto_server
    write_python_command lab_python -B
}

# Runs a Python program of the lab's root, or with an option of Python's any, on the machine's own files.
write_python_command() {
    local loader=("$root"/usr/lib*/ld-linux-*.so.*) program=${2:-$root/usr/bin/$1}
    cat >"$state/bin/$1" <<SH
#!/bin/sh
PYTHONHOME='$root/usr' exec '${loader[0]}' --library-path '$root/usr/lib/$(uname -m)-linux-gnu' \\
    '$root/usr/bin/python3' '$program' "\$@"
SH
    chmod +x "$state/bin/$1"
}

write_bundle() {
    local bundle=/etc/ssl/certs/ca-certificates.crt
    [[ -r $bundle ]] || bundle=$root$bundle
    cat "$bundle" "$state/ca.pem" >"$state/ca-bundle.pem"
}

# Runs shell commands in the folder where emulators are registered, wherever that is mounted.
in_binfmt_misc() {
    local folder=/proc/sys/fs/binfmt_misc
    unshare --mount --propagation private sh -ec "mount -t binfmt_misc binfmt_misc $folder; cd $folder; $1" sh "${@:2}" 2>/dev/null
}

emulate_foreign_platform() {
    local foreign=aarch64 machine='\xb7' ignored='\xff\xff\xff\xff\xff\xff\xff\x00'
    if [[ $(uname -m) == aarch64 ]]; then
        foreign=x86_64 machine='\x3e' ignored='\xff\xff\xff\xff\xff\xfe\xfe\x00'
    fi
    local mask=$ignored'\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
    local magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00'$machine'\x00'
    lock_machine
    # Flag F opens the emulator now, so it works in containers, which do not have its file; P keeps a program's own name, by which busybox
    # knows what to be. The machine's emulator, if it has one like that, will do.
    # shellcheck disable=SC2016 # for the inner shell
    in_binfmt_misc 'grep -qs "^flags:.*F" "qemu-$1" "stevedore-lab-$1" || printf "%s\n" "$2" >register' "$foreign" \
        ":stevedore-lab-$foreign:M::$magic:$mask:$root/usr/bin/qemu-$foreign:POCF" ||
        say "warning: programs of $foreign cannot run: the kernel does not let an emulator be registered (binfmt_misc)"
    unlock_machine
}

enter_root() {
    setsid unshare --mount --pid --fork --propagation private bash "$here/enter.sh" "$state" "$claims/$number" "$root" "$images" $$ \
        </dev/null >>"$state/logs/lab.log" 2>&1 {state_lock}<&- &
    wait_for init lab.log 20 test -e "$state/entered"
    cp "$pids/init" "$claims/$number/init"
}

inside() {
    local id
    read -r id _ <"$pids/init"
    timeout 60 nsenter --mount --pid --target "$id" /bin/bash /lab/scripts/services.sh "$@" \
        </dev/null >>"$state/logs/lab.log" 2>&1 {state_lock}<&- || {
        tail -n 5 "$state/logs/lab.log" >&2
        fail "Cannot start the lab: '$1' failed." "Its log is $state/logs/lab.log." 1
    }
}

# wait_for SERVICE LOG SECONDS CHECK…
wait_for() {
    local service=$1 log=$state/logs/$2 seconds=$3 deadline=$((SECONDS + $3)) why
    shift 3
    until "$@" >/dev/null 2>&1; do
        why=''
        ((SECONDS <= deadline)) || why="it did not answer within $seconds s"
        [[ ! -s $pids/$service ]] || lives "$pids/$service" || why='it ended'
        if [[ $why ]]; then
            tail -n 5 "$log" >&2
            grep --quiet 'address already in use' "$log" &&
                why+=', because another program listens on all addresses at its port (see: ss -tlnp)'
            fail "Cannot start the lab: $service: $why." "Its log is $log." 1
        fi
        sleep 0.05
    done
}

answers() {
    (exec 3<>"/dev/tcp/$1/$2")
}

engine_answers() {
    timeout 5 "$root/usr/bin/docker" --host "unix://$claims/$number/docker.sock" version
}

# A program that listens there, or on all addresses, would be taken for the lab's own.
require_ports() {
    local line registry_number hosts kind place
    local places=("$network.1 5566" "$network.1 5577" "$network.6 444" "$network.8 443")
    for line in "${registries[@]}"; do
        read -r registry_number hosts kind _ <<<"$line"
        if [[ $kind == open ]]; then
            places+=("$network.$registry_number 5000")
        else
            places+=("$network.$registry_number 443" "$network.$registry_number 80")
        fi
    done
    for place in "${places[@]}"; do
        # shellcheck disable=SC2086 # an address and a port
        ! answers $place 2>/dev/null ||
            fail "Cannot start the lab: another program listens at ${place/ /:}, or at that port of all addresses (see: ss -tlnp)." \
                "End it, or let it listen at another address, then run this again." 1
    done
}

wait_for_registries() {
    local line registry_number hosts kind name
    for line in "${registries[@]}"; do
        read -r registry_number hosts kind _ <<<"$line"
        name=${hosts%%,*}
        if [[ $kind == open ]]; then
            wait_for "registry-$name-5000" "$name.log" 20 answers "$network.$registry_number" 5000
        else
            wait_for "registry-$name-443" "$name.log" 20 answers "$network.$registry_number" 443
            wait_for "registry-$name-80" "$name.log" 20 answers "$network.$registry_number" 80
        fi
    done
}

write_environment() {
    {
        assignment DOCKER_HOST "unix://$claims/$number/docker.sock"
        assignment DOCKER_CONFIG "$state/docker-config"
        assignment AWS_ENDPOINT_URL "http://$network.1:5566"
        assignment AWS_ENDPOINT_URL_ECR_PUBLIC "http://$network.1:5577"
        assignment AWS_REGION eu-central-1
        assignment AWS_ACCESS_KEY_ID test
        assignment AWS_SECRET_ACCESS_KEY test
        assignment AWS_EC2_METADATA_DISABLED true
        assignment AWS_PAGER ''
        assignment SSL_CERT_FILE "$state/ca-bundle.pem"
        assignment CURL_CA_BUNDLE "$state/ca-bundle.pem"
        assignment AWS_CA_BUNDLE "$state/ca-bundle.pem"
        assignment STEVEDORE_LAB "$state"
        assignment STEVEDORE_LAB_REGISTRY "$network.1:5000"
        assignment STEVEDORE_LAB_BUILDKIT "tcp://$(bridge_address):1234"
        if [[ ${http_proxy-}${https_proxy-}${HTTP_PROXY-}${HTTPS_PROXY-} ]]; then
            local around=$network.0/24,$network.1,.amazonaws.com,public.ecr.aws,.docker.io,docker.io
            around=${NO_PROXY:-${no_proxy:-localhost}},$around
            assignment NO_PROXY "$around"
            assignment no_proxy "$around"
        fi
    } >"$state/environment.new"
    mv "$state/environment.new" "$state/environment"
}

assignment() {
    printf "%s='%s'\n" "$1" "${2//\'/\'\\\'\'}"
}

# end_process FILE SIGNAL: only the process that the file recorded, and nothing that got its id.
end_process() {
    local id deadline=$((SECONDS + 15))
    [[ -e $1 ]] || return 0
    read -r id _ <"$1"
    while lives "$1"; do
        kill "-$2" "$id" 2>/dev/null || :
        ((SECONDS <= deadline)) || fail "Process $id of the lab does not end." "End it, then run this again." 1
        sleep 0.02
    done
    rm -f "$1"
}

# With the first process of the namespace, all others end.
end_processes() {
    end_process "$pids/init" KILL
}

down() {
    if ! is_lab; then
        say "there is no lab in $state"
        return
    fi
    ((EUID == 0)) || fail "Ending the lab needs root." "Run it as root: sudo $0 down"
    lock_state
    if ! is_lab; then
        # Another down has ended it meanwhile.
        remove_state
        say "there is no lab in $state"
        return
    fi
    step_began=${EPOCHREALTIME/[.,]/}
    rm -f "$state/environment"
    end_processes
    lock_machine
    local claim
    for claim in "$claims"/*/; do
        if [[ $(cat "$claim/state" 2>/dev/null) == "$state" ]]; then
            # The folder may have been deleted while the lab ran.
            end_process "$claim/init" KILL
            release "$(basename "$claim")"
        fi
    done
    unlock_machine
    # By name, so that a folder chosen by mistake loses nothing of its own.
    rm -rf --one-file-system "${own[@]/#/$state/}"
    rm -f "$state/$mark"
    remove_state
    step "ended the lab"
}
