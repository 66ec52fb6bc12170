# shellcheck shell=bash
# The parts of a lab that every clone shares: a Debian root file system for each engine, and the images that stand in for Docker's and Amazon's.
# Sourced by life.sh; lab.sh defines here and cache.
# shellcheck disable=SC2154 # those variables

declare -A debian_releases=([26]=trixie [28]=forky)
packages=(
    ca-certificates mount openssl apache2-utils iproute2 procps
    docker.io docker-cli docker-buildx docker-registry qemu-user-static
    # openapi-spec-validator is what moto's CloudFormation needs.
    python3-moto python3-flask python3-flask-cors python3-openapi-spec-validator python3-jwt awscli
)
# What images.py makes images of; downloaded for both platforms, not installed.
image_packages=(busybox-static)
# What is done in the root file system at the end: fetches those, and drops emulators that no lab uses (400 MB).
customize="mkdir -p /var/lib/stevedore-lab; cd /var/lib/stevedore-lab
    apt-get -qq download ${image_packages[*]/%/:amd64} ${image_packages[*]/%/:arm64}
    find /usr/bin -name \"qemu-*\" ! -name \"qemu-aarch64*\" ! -name \"qemu-x86_64*\" -delete"

content_hash() {
    local sum
    sum=$(sha256sum)
    printf '%s' "${sum:0:12}"
}

# make_shared_parts ENGINE: sets root and images.
make_shared_parts() {
    local debian_release=${debian_releases[$1]}
    root=$cache/root-$(printf '%s\n' "$debian_release" "${packages[@]}" "$customize" | content_hash)
    images=$cache/images-$({ printf '%s\n' "${root##*-}" && cat "$here/images.py"; } | content_hash)
    if [[ -d $root && -d $images ]]; then
        return
    fi
    mkdir -p "$cache"
    local lock
    # One at a time makes the parts of an engine; those of another are made beside them.
    exec {lock}>"$root.lock"
    flock --nonblock "$lock" || { say "waiting for another lab.sh that prepares $root" && flock "$lock"; }
    [[ -d $root ]] || make_root
    [[ -d $images ]] || make_images
    exec {lock}>&-
}

make_root() {
    require_debian
    require_space "$cache" 3
    require_mmdebstrap
    local building=$root.building log=$root.mmdebstrap.log
    rm -rf --one-file-system "$building"
    if ! unshare --mount --propagation private timeout 900 mmdebstrap --quiet --variant=apt --architectures="$(both_architectures)" \
        --include="$(IFS=,; printf '%s' "${packages[*]}")" \
        --aptopt='Acquire::Check-Valid-Until "false"' \
        --customize-hook="chroot \"\$1\" sh -ec '$customize'" \
        "$debian_release" "$building" >"$log" 2>&1 {state_lock}<&-; then
        tail -n 5 "$log" >&2
        rm -rf --one-file-system "$building"
        fail "Cannot make the root file system: mmdebstrap failed, mostly because Debian's archive (deb.debian.org) cannot be reached." \
            "Its log is $log. Check the network, the proxy (http_proxy) and apt's own settings, then run this again."
    fi
    mv --no-target-directory "$building" "$root"
    step "made the root file system $root"
}

# The machine's own architecture comes first: it is the one that is installed.
both_architectures() {
    if [[ $(uname -m) == aarch64 ]]; then
        printf arm64,amd64
    else
        printf amd64,arm64
    fi
}

make_images() {
    local building=$images.building log=$images.log
    rm -rf --one-file-system "$building"
    mkdir "$building"
    # shellcheck disable=SC2016 # for the inner shell
    if ! unshare --mount --propagation private sh -ec 'mount --bind "$1" "$2/mnt"; exec timeout 120 chroot "$2" python3 - /mnt' \
        sh "$building" "$root" <"$here/images.py" >"$log" 2>&1 {state_lock}<&-; then
        tail -n 5 "$log" >&2
        rm -rf --one-file-system "$building"
        fail "Cannot make the stand-in images: images.py failed." "Its log is $log."
    fi
    mv --no-target-directory "$building" "$images"
    step "made the stand-in images $images"
}

require_debian() {
    local ID='' ID_LIKE=''
    # shellcheck disable=SC1091 # the machine's own
    [[ ! -r /etc/os-release ]] || . /etc/os-release
    case " $ID $ID_LIKE " in
    *" debian "* | *" ubuntu "*) ;;
    *)
        fail "The lab needs Debian or Ubuntu, and this machine is '${ID:-unknown}'." \
            "Run it in a virtual machine or privileged container of Debian 12 or later."
        ;;
    esac
}

require_space() {
    local folder=$1 gigabytes=$2 available
    available=$(df --output=avail -B1M "$folder" | tail -n 1)
    if ((available < gigabytes * 1024)); then
        fail "The lab needs $gigabytes GB of disk in $folder, and $available MB are free." \
            "Free some, or name another folder with ${3:-XDG_CACHE_HOME}."
    fi
}

require_mmdebstrap() {
    local lock
    exec {lock}<"$cache"
    flock "$lock"
    install_mmdebstrap
    exec {lock}<&-
}

install_mmdebstrap() {
    local wanted=() log=$cache/apt.log
    command -v mmdebstrap >/dev/null || wanted+=(mmdebstrap)
    [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || wanted+=(debian-archive-keyring)
    if ((${#wanted[@]} == 0)); then
        return
    fi
    if ! { install_packages "${wanted[@]}" || { timeout 120 apt-get update && install_packages "${wanted[@]}"; }; } >"$log" 2>&1 {state_lock}<&-; then
        tail -n 5 "$log" >&2
        fail "Cannot install ${wanted[*]}: apt-get failed, most often because the archive cannot be reached." \
            "Its log is $log. Run: apt-get install ${wanted[*]}"
    fi
    step "installed ${wanted[*]}"
}

install_packages() {
    DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}
