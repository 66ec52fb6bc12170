#!/usr/bin/env bash
# The first process of a lab, in mount and process namespaces of its own: makes the lab's root, then only adopts and reaps.
# When it ends, the kernel ends every process of the lab and takes the mounts away.
#   enter.sh STATE RUNTIME ROOT IMAGES STARTER
set -euo pipefail
state=$1 runtime=$2 root=$3 images=$4 starter=$5

# The machine's /proc is still mounted, so this is the process id as the machine sees it.
read -r stat </proc/self/stat
read -r -a after_name <<<"${stat##*) }"
printf '%s %s\n' "${stat%% *}" "${after_name[19]}" >"$state/pids/init"
# Whoever was killed since has nobody who will end this: what comes next may have looked for it before it was written down.
[[ -d /proc/$starter ]] || exit 1

# tmpfs: what is written to the lab's root is small, and an overlay cannot have its upper folder on another overlay.
mount -t tmpfs -o mode=755 stevedore-lab "$state/mount"
cd "$state/mount"
mkdir lower upper work merged
mount --bind "$root" lower
# Relative names, because a colon or comma in a path would end an option.
mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay merged
cd merged
mkdir -p lab lab-images lab-runtime machine-proc old
mount -t tmpfs -o mode=755 stevedore-lab run
mount -t proc proc proc
mount --bind /proc machine-proc
mount --rbind /sys sys
mount --rbind /dev dev
mount --bind "$state" lab
mount --bind "$images" lab-images
mount --bind "$runtime" lab-runtime
if [[ $(stat --file-system --format=%T "$state/docker") == overlayfs ]]; then
    mount -t tmpfs -o mode=711 stevedore-lab lab/docker
fi
cp /etc/resolv.conf etc/resolv.conf 2>/dev/null || :
cp "$state/hosts" etc/hosts
mount -t binfmt_misc binfmt_misc proc/sys/fs/binfmt_misc || :
pivot_root . old
umount --lazy /old

touch /lab/entered
exec /bin/bash -c 'while :; do sleep infinity & wait; done'
