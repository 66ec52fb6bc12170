#!/usr/bin/env bash
# Starts the services of a lab, inside its root and its namespaces; the folder of the state is /lab there.
#   services.sh prepare NUMBER | registries NETWORK | aws NETWORK | tokens NETWORK | engine ENGINE STORE NUMBER | buildkit ADDRESS
set -euo pipefail
# shellcheck source=registries.sh
. /lab/scripts/registries.sh

# Records the process id as the machine sees it, with the start time that tells a reused id.
start() {
    local name=$1 output=$2 errors=$3
    shift 3
    (
        read -r stat </machine-proc/self/stat
        read -r -a after_name <<<"${stat##*) }"
        printf '%s %s\n' "${stat%% *}" "${after_name[19]}" >"/lab/pids/$name"
        exec setsid env -i PATH="$PATH" HOME=/root LANG=C.UTF-8 "$@" </dev/null >>"/lab/logs/$output" 2>>"/lab/logs/$errors"
    ) &
}

prepare() {
    local number=$1
    [[ -e /lab/certificate.pem ]] || make_certificates
    cat /lab/ca.pem >>/etc/ssl/certs/ca-certificates.crt
    ip link delete "stevedore$number" 2>/dev/null || :
    ip link add "stevedore$number" type bridge
    ip address add "198.18.$number.1/24" dev "stevedore$number"
    ip link set "stevedore$number" up
}

make_certificates() {
    local names=() line number hosts
    for line in "${registries[@]}"; do
        read -r number hosts _ <<<"$line"
        names+=("${hosts//,/,DNS:}")
    done
    names+=("${other_names[@]}")
    cd /lab
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Stevedore lab" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Stevedore lab registries" \
        -CA ca.pem -CAkey ca.key -addext basicConstraints=critical,CA:FALSE \
        -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=serverAuth \
        -addext "subjectAltName=$(IFS=,; printf '%s' "${names[*]/#/DNS:}")" \
        -keyout certificate.key -out certificate.pem
}

start_registries() {
    local network=$1 line number hosts kind details
    for line in "${registries[@]}"; do
        read -r number hosts kind details <<<"$line"
        # shellcheck disable=SC2086 # the details are several words
        start_registry "$network.$number" "${hosts%%,*}" "$kind" $details
    done
}

start_registry() {
    local address=$1 name=$2 kind=$3 folder=/lab/registries/$2
    shift 3
    mkdir -p "$folder/storage"
    [[ ! -d /lab-images/$name ]] || cp --recursive --update "/lab-images/$name/." "$folder/storage"
    if [[ $kind == open ]]; then
        registry_configuration "$folder/storage" "$address:5000" >"$folder/5000.yml"
        serve_registry "$name" 5000
        return
    fi
    [[ $kind != basic ]] || htpasswd -b -n -B -C 4 "$1" "$2" >"$folder/htpasswd"
    # The engine takes a loopback address for one that may lack TLS: after a refusal it asks again at port 80.
    registry_configuration "$folder/storage" "$address:80" >"$folder/80.yml"
    registry_configuration "$folder/storage" "$address:443" >"$folder/443.yml"
    printf '  tls: { certificate: /lab/certificate.pem, key: /lab/certificate.key }\n' >>"$folder/443.yml"
    "$kind"_authentication "$folder" "$@" | tee -a "$folder/80.yml" >>"$folder/443.yml"
    serve_registry "$name" 80
    serve_registry "$name" 443
}

registry_configuration() {
    cat <<YAML
version: 0.1
log: { level: warn }
storage:
  filesystem: { rootdirectory: $1 }
  delete: { enabled: true }
http:
  addr: $2
  secret: stevedore-lab
YAML
}

basic_authentication() {
    printf 'auth: { htpasswd: { realm: lab, path: %s/htpasswd } }\n' "$1"
}

bearer_authentication() {
    printf 'auth: { token: { realm: "%s", service: %s, issuer: stevedore-lab, rootcertbundle: /lab/ca.pem } }\n' "$2" "$3"
}

serve_registry() {
    start "registry-$1-$2" "$1.access.log" "$1.log" docker-registry serve "/lab/registries/$1/$2.yml"
}

start_engine() {
    local store=$2 number=$3 data=/lab/docker/$1-$2 containerd_snapshotter=true
    [[ $store == containerd ]] || containerd_snapshotter=false
    mkdir -p "$data"
    # Nothing of the machine is changed: no packet filter, no forwarding, a bridge and a control group of the lab's own.
    cat >/etc/docker-lab.json <<JSON
{
  "features": { "containerd-snapshotter": $containerd_snapshotter },
  "data-root": "$data",
  "hosts": ["unix:///lab-runtime/docker.sock"],
  "group": "root",
  "iptables": false,
  "ip6tables": false,
  "ip-forward": false,
  "bridge": "stevedore$number",
  "default-address-pools": [{ "base": "198.19.$number.0/24", "size": 28 }],
  "cgroup-parent": "/stevedore-lab-$number",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "shutdown-timeout": 1
}
JSON
    rm -f /run/docker.pid /var/run/docker.pid
    start dockerd dockerd.log dockerd.log dockerd --config-file /etc/docker-lab.json
}

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
case $1 in
prepare) prepare "$2" ;;
registries) start_registries "$2" ;;
aws) start aws aws.log aws.log python3 /lab/scripts/aws.py -H "$2.1" -p 5566 ;;
tokens) start tokens tokens.log tokens.log python3 /lab/scripts/tokens.py "$2" ;;
buildkit) start buildkit buildkit.log buildkit.log python3 /lab/scripts/buildkit.py "$2" ;;
engine) start_engine "$2" "$3" "$4" ;;
esac
