#!/usr/bin/env bash
# Runs the build of this repository: the .NET SDK that global.json asks for, build/Build.csproj compiled when its inputs changed, and then that
# program, in this folder, with the arguments given here. It has to work with bash 3.2, which macOS has, and the tools that POSIX names.
set -euo pipefail

state=build/obj/launcher
locked=

fail() {
  printf 'build.sh: %s\n' "$1" >&2
  exit 1
}

# Sets `resolved`; `readlink -f` is missing on older macOS.
resolve() {
  local link
  resolved=$1
  while [ -L "$resolved" ]; do
    link=$(readlink "$resolved")
    case $link in
      /*) resolved=$link ;;
      *) resolved=${resolved%/*}/$link ;;
    esac
  done
}

read_wanted_sdk() {
  local pattern='"version"[[:space:]]*:[[:space:]]*"([^"]+)"' advice
  advice='Write one with "dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature".'
  [ -f global.json ] || fail "there is no global.json in $PWD, so the .NET SDK to build with is unknown. $advice"
  [[ $(<global.json) =~ $pattern ]] || fail "$PWD/global.json names no SDK version. $advice"
  wanted=${BASH_REMATCH[1]}
}

# The rule of "rollForward": "latestFeature": the same major and minor version, the named patch number or a later one.
satisfies() {
  local release='^[0-9]+\.[0-9]+\.[0-9]+$' least=${wanted%%-*}
  [ "$1" != "$wanted" ] || return 0
  [[ $1 =~ $release ]] && [ "${1%.*}" = "${least%.*}" ] && [ "${1##*.}" -ge "${least##*.}" ]
}

# Looks at folders only: `dotnet --list-sdks` costs more than all the rest of this script.
has_wanted_sdk() {
  local sdk
  [ -x "$1/dotnet" ] || return 1
  for sdk in "$1"/sdk/*; do
    [ -f "$sdk/dotnet.dll" ] && satisfies "${sdk##*/}" && return 0
  done
  return 1
}

find_dotnet() {
  local on_path root
  on_path=$(type -P dotnet || true)
  case $on_path in
    */*) resolve "$on_path" ;;
    *) resolved=/ ;;
  esac
  # Homebrew's dotnet is a script in bin/ that starts the one in libexec/.
  for root in "$PWD/.dotnet" "${resolved%/*}" "${resolved%/*}/../libexec" "${DOTNET_ROOT:-/}" "${HOME:-}/.dotnet"; do
    if has_wanted_sdk "$root"; then
      export DOTNET_ROOT=$root
      # What the build starts as `dotnet` must be the same one.
      [ "$root" = "${resolved%/*}" ] || export PATH="$root:$PATH"
      return 0
    fi
  done
  return 1
}

install_sdk() {
  local url=https://dot.net/v1/dotnet-install.sh script=$PWD/.dotnet/dotnet-install.sh problem advice reason
  problem="no .NET SDK $wanted or later of its kind is on the PATH, in DOTNET_ROOT, in .dotnet or in ~/.dotnet, and it cannot be installed:"
  advice="Install it from https://dotnet.microsoft.com/download, or set DOTNET_ROOT to the folder of one that is not on the PATH."
  mkdir -p .dotnet
  printf 'Installing the .NET SDK %s into .dotnet …\n' "$wanted" >&2
  if type -P curl >/dev/null; then
    reason=$(curl --fail --silent --show-error --location --connect-timeout 20 --output "$script" "$url" 2>&1) ||
      fail "$problem $url cannot be fetched (${reason:-curl gave no reason}). $advice"
  elif type -P wget >/dev/null; then
    reason=$(wget -nv -T 20 -t 2 -O "$script" "$url" 2>&1) || fail "$problem $url cannot be fetched (${reason:-wget gave no reason}). $advice"
  else
    fail "$problem there is neither curl nor wget to fetch $url with. $advice"
  fi
  bash "$script" --version "$wanted" --install-dir "$PWD/.dotnet" --no-path >&2 || fail "$problem $url failed, see above. $advice"
  find_dotnet || fail "$problem $url ended well, but .dotnet/sdk/$wanted is not there. $advice"
}

# Prints a checksum line for every input and the bare name of each that is newer than the file $1. One process reads all of them. A file that cannot
# be read is left to the compiler, which says so better.
inputs() {
  local file roots
  roots=(build)
  [ ! -d src ] || roots+=(src)
  for file in global.json .editorconfig .globalconfig Directory.*.props Directory.*.targets NuGet.config NuGet.Config nuget.config; do
    [ ! -f "$file" ] || roots+=("$file")
  done
  { find "${roots[@]}" -type d \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} + -newer "$1" -print 2>/dev/null || true; } |
    LC_ALL=C sort
}

# Sets `host`; a compile leaves one, whatever the target framework is.
is_compiled() {
  local program
  host=
  for program in build/bin/Release/*/Build.dll; do
    host=$program
  done
  [ -f "$host" ] && [ -f "$state/stamp" ] && [ "$(inputs "$state/started")" = "$(<"$state/stamp")" ]
}

compile() {
  local before after code=0 invariant=${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1} TIMEFORMAT='%1R s'
  [ -f build/Build.csproj ] || fail "there is no $PWD/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project."
  rm -f "$state"/stamp* build/bin/Release/*/Build.dll
  touch "$state/started"
  before=$(inputs "$state/started")
  printf 'Compiling the build host … ' >&2
  # Its output is kept for a failure, since stdout belongs to the build. A compiler needs no ICU, which small machines lack.
  time DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=$invariant "$DOTNET_ROOT/dotnet" build build/Build.csproj --configuration Release --nologo \
    --verbosity quiet -nodeReuse:false >"$state/log" 2>&1 </dev/null || code=$?
  if [ "$code" -ne 0 ]; then
    cat "$state/log" >&2
    exit "$code"
  fi
  # A source that changed during the compile differs from `before` and is compiled next time; a lock file that the restore wrote is no change, nor
  # is a date in the future, which would compile for ever.
  after=$(inputs "$state/started")
  {
    sed -e '/^[0-9]/!d' -e '/packages\.lock\.json$/d' <<<"$before"
    sed -e '/packages\.lock\.json$/b' -e '/^[0-9]/d' <<<"$after"
  } | LC_ALL=C sort >"$state/stamp.new"
  mv "$state/stamp.new" "$state/stamp"
  for host in build/bin/Release/*/Build.dll; do
    [ -f "$host" ] || fail "build/Build.csproj compiled, but there is no build/bin/Release/*/Build.dll. Leave its AssemblyName and output folder unset."
  done
}

is_running() {
  [ "$1" != $$ ] && { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; }
}

lock() {
  local owner said=
  [ -z "$locked" ] || return 0
  mkdir -p "$state" 2>/dev/null || true
  [ -w "$state" ] || fail "cannot write to $PWD/$state, where the compiled build is kept. Make the folder writable."
  until mkdir "$state/lock" 2>/dev/null; do
    owner=$(cat "$state/lock/owner" 2>/dev/null || true)
    # One at a time looks again and removes, else the second would remove the lock that the first has just taken.
    if [ -n "$owner" ] && ! is_running "$owner" && mkdir "$state/lock.stale" 2>/dev/null; then
      [ "$(cat "$state/lock/owner" 2>/dev/null || true)" != "$owner" ] || rm -rf "$state/lock"
      rmdir "$state/lock.stale"
    else
      [ -n "$said" ] || printf 'Waiting for another build.sh (process %s); if there is none, delete %s/lock*.\n' "${owner:-?}" "$PWD/$state" >&2
      said=1
      sleep 0.2
    fi
  done
  locked=1
  trap unlock EXIT
  printf '%s\n' $$ >"$state/lock/owner"
}

unlock() {
  [ -z "$locked" ] || rm -rf "$state/lock"
  locked=
}

case ${BASH_SOURCE[0]} in
  */*) resolve "${BASH_SOURCE[0]}" ;;
  *) resolve "./${BASH_SOURCE[0]}" ;;
esac
unset CDPATH
cd -P -- "${resolved%/*}/"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
read_wanted_sdk
if ! find_dotnet; then
  lock
  find_dotnet || install_sdk
fi
if ! is_compiled; then
  lock
  is_compiled || compile
fi
unlock
exec "$DOTNET_ROOT/dotnet" "$host" ${1+"$@"}
