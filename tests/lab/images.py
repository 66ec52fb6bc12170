"""Makes the images that stand in for those of the outside world, as the storage folders of their registries.

Runs inside the lab's root file system: python3 images.py OUTPUT. A further image is a further entry of IMAGES; a Debian package that it
is made of must also stand in image_packages of root.sh.
"""

import glob
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

# The time of every file and image, so that the same packages give the same digests.
TIME = 1735689600
CREATED = "2025-01-01T00:00:00Z"
PATH = {"Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}


def package_file(package, architecture, path):
    """The content of one file of a Debian package that root.sh downloaded."""
    (deb,) = glob.glob(f"/var/lib/stevedore-lab/{package}_*_{architecture}.deb")
    archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return tar.extractfile(path).read()


# Debian's busybox is built without these two applets, which the true image has.
ADD_USER = b"""#!/bin/sh
# adduser [-DHS] [-h HOME] [-g GECOS] [-s SHELL] [-G GROUP] [-u ID] USER [GROUP]
home= gecos= shell=/bin/sh group= id= make_home=yes
while getopts DHSh:g:s:G:u: option; do
    case $option in
    D) ;;
    H) make_home= ;;
    S) shell=/bin/false ;;
    h) home=$OPTARG ;;
    g) gecos=$OPTARG ;;
    s) shell=$OPTARG ;;
    G) group=$OPTARG ;;
    u) id=$OPTARG ;;
    *) exit 1 ;;
    esac
done
shift $((OPTIND - 1))
if [ $# -eq 2 ]; then
    exec addgroup "$1" "$2"
fi
if grep -q "^$1:" /etc/passwd; then
    echo "adduser: user '$1' in use" >&2
    exit 1
fi
home=${home:-/home/$1}
while [ -z "$id" ]; do
    next=$((${next:-999} + 1))
    grep -q "^[^:]*:[^:]*:$next:" /etc/passwd || id=$next
done
if [ -z "$group" ]; then
    group=$1
    addgroup -g "$id" "$group"
fi
echo "$1:x:$id:$(sed -n "s/^$group:[^:]*:\\([^:]*\\):.*/\\1/p" /etc/group):$gecos:$home:$shell" >>/etc/passwd
if [ "$make_home" ]; then
    mkdir -p "$home" && chown "$1:$group" "$home"
fi
"""
ADD_GROUP = b"""#!/bin/sh
# addgroup [-S] [-g ID] [USER] GROUP
id=
while getopts Sg: option; do
    case $option in
    S) ;;
    g) id=$OPTARG ;;
    *) exit 1 ;;
    esac
done
shift $((OPTIND - 1))
if [ $# -eq 2 ]; then
    exec sed -i -e "/^$2:.*:$/s/$/$1/;t" -e "/^$2:/s/$/,$1/" /etc/group
fi
while [ -z "$id" ]; do
    next=$((${next:-999} + 1))
    grep -q "^[^:]*:[^:]*:$next:" /etc/group || id=$next
done
echo "$1:x:$id:" >>/etc/group
"""


class Layer:
    """A file system layer, written the same way each time."""

    def __init__(self):
        self._buffer = io.BytesIO()
        self._tar = tarfile.open(fileobj=self._buffer, mode="w", format=tarfile.USTAR_FORMAT)

    def _entry(self, path, kind, mode):
        entry = tarfile.TarInfo(path)
        entry.type, entry.mode, entry.mtime = kind, mode, TIME
        return entry

    def folder(self, path, mode=0o755):
        self._tar.addfile(self._entry(path, tarfile.DIRTYPE, mode))

    def file(self, path, content, mode=0o644):
        entry = self._entry(path, tarfile.REGTYPE, mode)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))

    def link(self, path, target):
        entry = self._entry(path, tarfile.SYMTYPE, 0o777)
        entry.linkname = target
        self._tar.addfile(entry)

    def content(self):
        self._tar.close()
        return self._buffer.getvalue()


# Stands in for BuildKit: the engine builds with its own, which buildkit.py serves at the address of the container's gateway.
BUILDKITD = b"""#!/bin/sh
printf '%s\\n' "$@" >/tmp/buildkitd.arguments
exec sleep 2147483647
"""
BUILDCTL = b"""#!/bin/sh
gateway=$(ip route | sed -n 's/^default via \\([^ ]*\\) .*/\\1/p')
case $* in
*'debug workers') exec nc "$gateway" 1234 -e true ;;
*dial-stdio) exec nc "$gateway" 1234 ;;
esac
echo "buildctl: the lab's knows no '$*'" >&2
exit 1
"""


def busybox(architecture):
    return busybox_layer(architecture).content(), {"Cmd": ["sh"]} | PATH


def buildkit(architecture):
    layer = busybox_layer(architecture)
    layer.file("usr/bin/buildkitd", BUILDKITD, 0o755)
    layer.file("usr/bin/buildctl", BUILDCTL, 0o755)
    return layer.content(), {"Entrypoint": ["buildkitd"]} | PATH


def busybox_layer(architecture):
    layer = Layer()
    for folder in ("bin", "dev", "etc", "home", "proc", "root", "sys", "usr", "usr/bin", "usr/sbin", "var", "var/www"):
        layer.folder(folder)
    layer.link("sbin", "bin")
    layer.folder("tmp", 0o1777)
    layer.file("bin/busybox", package_file("busybox-static", architecture, "./usr/bin/busybox"), 0o755)
    # The list of applets is the same for each architecture, and this one runs everywhere without emulation.
    applets = subprocess.run(["/mnt/busybox", "--list"], check=True, capture_output=True, text=True).stdout.split()
    for applet in sorted(set(applets) - {"busybox"}):
        layer.link(f"bin/{applet}", "/bin/busybox")
    layer.file("bin/adduser", ADD_USER, 0o755)
    layer.file("bin/addgroup", ADD_GROUP, 0o755)
    layer.link("usr/bin/env", "/bin/busybox")
    layer.file("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n")
    layer.file("etc/group", b"root:x:0:\nnogroup:x:65534:\n")
    layer.file("etc/shadow", b"root:*:::::::\nnobody:*:::::::\n", 0o640)
    return layer


# (registry, repository, tag, function that gives the layer and configuration for an architecture)
IMAGES = [
    ("public.ecr.aws", "docker/library/busybox", "1.37", busybox),
    ("registry-1.docker.io", "library/busybox", "1.37", busybox),
    # Not under the true name: places where that image cannot be had are tested as well.
    ("public.ecr.aws", "stevedore/buildkit", "lab", buildkit),
]


class Repository:
    """A repository in the storage folder of a registry 2.8."""

    def __init__(self, storage, name):
        self._blobs = f"{storage}/docker/registry/v2/blobs/sha256"
        self._repository = f"{storage}/docker/registry/v2/repositories/{name}"

    def _write(self, path, content):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)

    def _link(self, folder, digest):
        self._write(f"{self._repository}/{folder}/link", digest.encode())

    def _blob(self, content):
        name = hashlib.sha256(content).hexdigest()
        self._write(f"{self._blobs}/{name[:2]}/{name}/data", content)
        return f"sha256:{name}"

    def add_blob(self, content):
        digest = self._blob(content)
        self._link("_layers/" + digest.replace(":", "/"), digest)
        return {"digest": digest, "size": len(content)}

    def add_manifest(self, manifest):
        content = json.dumps(manifest, indent=2).encode()
        digest = self._blob(content)
        self._link("_manifests/revisions/" + digest.replace(":", "/"), digest)
        return {"mediaType": manifest["mediaType"], "digest": digest, "size": len(content)}

    def tag(self, tag, digest):
        self._link(f"_manifests/tags/{tag}/current", digest)
        self._link(f"_manifests/tags/{tag}/index/" + digest.replace(":", "/"), digest)


def push(repository, architecture, layer, configuration):
    """Adds the image for one platform and returns its descriptor."""
    platform = {"architecture": architecture, "os": "linux"} | ({"variant": "v8"} if architecture == "arm64" else {})
    config = platform | {
        "created": CREATED,
        "config": configuration,
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest()]},
        "history": [{"created": CREATED, "created_by": "stevedore lab"}],
    }
    manifest = repository.add_manifest(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json"} | repository.add_blob(json.dumps(config).encode()),
            "layers": [
                {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip"} | repository.add_blob(gzip.compress(layer, mtime=0))
            ],
        }
    )
    return manifest | {"platform": platform}


def main(output):
    native = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
    with open("/mnt/busybox", "wb") as file:
        file.write(package_file("busybox-static", native, "./usr/bin/busybox"))
    os.chmod("/mnt/busybox", 0o755)
    for registry, name, tag, make in IMAGES:
        repository = Repository(f"{output}/{registry}", name)
        manifests = [push(repository, architecture, *make(architecture)) for architecture in ("amd64", "arm64")]
        index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": manifests}
        repository.tag(tag, repository.add_manifest(index)["digest"])
        print(f"{registry}/{name}:{tag}")
    os.remove("/mnt/busybox")


main(sys.argv[1])
