#!/usr/bin/env bash
# Runs the build of this repository: the .NET SDK that global.json asks for, build/Build.csproj compiled when its inputs changed, and then that
# program, in this folder, with the arguments given here. It has to work with bash 3.2, which macOS has, and the tools that POSIX names.
# Options that exported SHELLOPTS or BASHOPTS bring along would change what the rest means, and a program must not inherit these.
set +afkC +o posix -eu -o pipefail
shopt -u failglob nullglob nocaseglob nocasematch dotglob
export -n SHELLOPTS BASHOPTS

state=build/obj/launcher
locked=
compiler=

fail() {
  printf 'build.sh: %s\n' "$1" >&2
  exit 1
}

# Sets `resolved`; `readlink -f` is missing on older macOS.
resolve() {
  local link=$1
  resolved=./
  while [ -n "$link" ]; do
    case $link in */*) ;; *) link=./$link ;; esac
    case $link in /*) resolved=$link ;; *) resolved=${resolved%/*}/$link ;; esac
    link=
    [ ! -L "$resolved" ] || link=$(readlink "$resolved" || true)
  done
}

read_wanted_sdk() {
  local pattern='"version"[[:space:]]*:[[:space:]]*"([^"]+)"' file=global.json advice
  advice='Write one with "dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature".'
  [ ! -f build/global.json ] || file=build/global.json
  [ -f "$file" ] || fail "there is no global.json in $PWD, so the .NET SDK to build with is unknown. $advice"
  [[ $(<"$file") =~ $pattern ]] || fail "$PWD/$file names no SDK version. $advice"
  wanted=${BASH_REMATCH[1]}
}

# Looks at folders only: `dotnet --list-sdks` costs more than all the rest of this script.
has_wanted_sdk() {
  local sdk release='^[0-9]+\.[0-9]+\.[0-9]+$' least=${wanted%%-*}
  [ -x "$1/dotnet" ] || return 1
  for sdk in "$1"/sdk/*; do
    [ -f "$sdk/dotnet.dll" ] || continue
    sdk=${sdk##*/}
    [ "$sdk" != "$wanted" ] || return 0
    # The rule of "rollForward": "latestFeature": the same major and minor version, the named patch number or a later one.
    [[ $sdk =~ $release ]] && [ "${sdk%.*}" = "${least%.*}" ] && [ "${sdk##*.}" -ge "${least##*.}" ] && return 0
  done
  return 1
}

use() {
  has_wanted_sdk "$1" || return 1
  export DOTNET_ROOT=$1
  # What the build starts as `dotnet` must be the same one.
  [ "$1" = "${resolved%/*}" ] || export PATH="$1:$PATH"
}

find_dotnet() {
  local on_path root
  on_path=$(type -P dotnet || true)
  resolve "$on_path"
  # Homebrew's dotnet is a script in bin/ that starts the one in libexec/.
  for root in "$PWD/.dotnet" "${resolved%/*}" "${resolved%/*}/../libexec" "${DOTNET_ROOT:-/}" "${HOME:-}/.dotnet"; do
    ! use "$root" || return 0
  done
  # Version managers put a script there, which alone knows where the real one is.
  [ -n "$on_path" ] || return 1
  while IFS= read -r root; do
    case $root in
      *' ['*/sdk]) root=${root#* [} && ! use "${root%/sdk]}" || return 0 ;;
    esac
  done < <("$on_path" --list-sdks 2>/dev/null </dev/null)
  return 1
}

install_sdk() {
  local url=https://dot.net/v1/dotnet-install.sh script=$PWD/.dotnet/dotnet-install.sh fetch problem advice reason
  problem="no .NET SDK $wanted or later of its kind is on the PATH, in DOTNET_ROOT, in .dotnet or in ~/.dotnet, and it cannot be installed:"
  advice="Install it from https://dotnet.microsoft.com/download, or set DOTNET_ROOT to the folder of one that is not on the PATH."
  mkdir -p .dotnet
  printf 'Installing the .NET SDK %s into .dotnet …\n' "$wanted" >&2
  if type -P curl >/dev/null; then
    fetch=(curl --fail --silent --show-error --location --connect-timeout 20 --output)
  elif type -P wget >/dev/null; then
    fetch=(wget -nv -T 20 -t 2 -O)
  else
    fail "$problem there is neither curl nor wget to fetch $url with. $advice"
  fi
  reason=$("${fetch[@]}" "$script" "$url" 2>&1) || fail "$problem $url cannot be fetched (${reason:-${fetch[0]} gave no reason}). $advice"
  bash "$script" --version "$wanted" --install-dir "$PWD/.dotnet" --no-path >&2 || fail "$problem $url failed, see above. $advice"
  find_dotnet || fail "$problem $url ended well, but .dotnet/sdk/$wanted is not there. $advice"
}

# Has each project tell in reads/ what its compile reads: its folder, what a pattern with ** looks through, and each kind of file in a folder.
have_reads_told() {
  rm -rf "$state/reads"
  cat >"$state/reads.targets" <<'TARGETS'
<Project>
  <Target Name="TellWhatIsRead" AfterTargets="CoreCompile">
    <ItemGroup>
      <ReadFile Include="@(Compile);@(EmbeddedResource);@(AdditionalFiles);@(Content);@(None)" Condition="'$(NuGetPackageRoot)' == '' or !$([System.String]::Copy('%(FullPath)').StartsWith('$(NuGetPackageRoot)'))" />
      <ReadRoot Include="$([System.String]::Copy('%(ReadFile.RootDir)%(ReadFile.Directory)|').Replace('%(ReadFile.RecursiveDir)|', ''))" Condition="'%(ReadFile.RecursiveDir)' != ''" />
    </ItemGroup>
    <WriteLinesToFile File="$(MSBuildThisFileDirectory)reads/$([MSBuild]::StableStringHash('$(MSBuildProjectFullPath)'))" Overwrite="true"
      Lines="$(MSBuildProjectDirectory);@(ReadRoot->Distinct());@(ReadFile->'%(RootDir)%(Directory)%2A%(Extension)'->Distinct())" />
  </Target>
</Project>
TARGETS
}

# Sets `roots`, a line each, to what the compile read: files, folders with all that is in them, and patterns, since files may be added; and files that
# the projects among them name, as what they import. Where nothing was told, anything in the repository may have been read.
find_roots() {
  local known='' texts file
  roots=$(told_roots | LC_ALL=C sort -u)
  until [ "${roots:=.}" = "$known" ]; do
    known=$roots
    texts=$(search \( -name '*.*proj' -o -name '*.props' -o -name '*.targets' \) -exec cat {} +)
    roots=$(
      {
        printf '%s\n' "$roots"
        roots=. search \( -name '*.props' -o -name '*.targets' \) -print | while IFS= read -r file; do
          [[ $texts != *"${file##*/}"* ]] || printf '%s\n' "${file//\[/[[]}"
        done
      } | LC_ALL=C sort -u
    )
  done
  roots=$(outermost <<<"$roots")
}

# Leaves out what a folder among the sorted roots holds anyway: each would be looked through and read once more in every run.
outermost() {
  local root below folder=
  while IFS= read -r root; do
    below=${root#"$folder"}
    [ ! -d "$root" ] || below=${below%/}/
    case $root in
      # All but what the search of the folder passes over.
      "${folder:-/}"/*) case $below in */.?*/* | */bin/* | */obj/*) ;; *) continue ;; esac ;;
      *) [ ! -d "$root" ] || folder=${root%/} ;;
    esac
    printf '%s\n' "$root"
  done
}

told_roots() {
  local root
  { cat "$state"/reads/* 2>/dev/null || true; } | while IFS= read -r root; do
    root=${root//\\//}
    # Nothing that holds the repository, whose outputs would be inputs.
    case $PWD/ in "${root%/}"/*) continue ;; esac
    root=${root/#"$PWD"/.}
    case $root in */obj/* | */bin/*) continue ;; esac
    printf '%s\n' "${root//\[/[[]}"
    # What MSBuild, NuGet and the SDK look for above it.
    while [ "$root" != "${root%/*}" ]; do
      root=${root%/*}
      printf '%s\n' "$root"/{Directory.\*,global.json,.editorconfig,.globalconfig,'[Nn]u[Gg]et.[Cc]onfig'}
    done
  done
}

# Prints or does something with each file of the roots.
search() {
  local IFS=$'\n'
  # shellcheck disable=SC2086 # patterns, a line each
  find -L $roots -type d \( -name bin -o -name obj -o -name '.?*' \) -prune -o -type f "$@" 2>/dev/null || true
}

# Prints a checksum line for every input and the bare name of each that is newer than the last compile; not in CI, where the dates of a checkout say
# nothing, and a cache of the outputs is to be of use to the next. One process reads all of them. A file that cannot be read is left to the compiler,
# which says so better.
inputs() {
  local newer=(-newer "$state/started" -print)
  [ -z "${CI-}${CODEBUILD_BUILD_ID-}" ] || newer=(-type f)
  search -exec cksum {} + "${newer[@]}" | LC_ALL=C sort -u
}

# Sets `host`; a compile leaves one, whatever the target framework is.
is_compiled() {
  local program
  host=
  for program in build/bin/Release/*/Build.dll; do
    host=$program
  done
  [ -f "$host" ] && [ -f "$state/stamp" ] && [ -f "$state/roots" ] || return 1
  roots=$(<"$state/roots")
  [ "$(inputs)" = "$(<"$state/stamp")" ]
}

compile() {
  local before='' after known='' code=0 folder=. again='' invariant=${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1} TIMEFORMAT='%1R s'
  [ -f build/Build.csproj ] || fail "there is no $PWD/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project."
  [ ! -f "$state/started" ] || [ -f "$state/ended" ] || again=--no-incremental
  rm -f "$state"/stamp* "$state/ended" "$state/ahead" build/bin/Release/*/Build.dll
  touch "$state/started"
  if [ -f "$state/roots" ]; then
    roots=$(<"$state/roots")
    known=$roots before=$(inputs)
  fi
  have_reads_told
  [ ! -f build/global.json ] || folder=build
  printf 'Compiling the build host … ' >&2
  # Its output is kept for a failure, since stdout belongs to the build. A compiler needs no ICU, which small machines lack. The rest of its variables
  # is for a process that lives for seconds. Analysis, documentation and what packages need are for other builds. A second node would start MSBuild once
  # more, and the compiler keeps all processors busy by itself. What it calls a thousand times is optimized at once: the runtime would wait for a pause.
  trap 'exit 129' HUP && trap 'exit 130' INT && trap 'exit 143' TERM
  start "$state/log" "$folder" env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="$invariant" DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 \
    DOTNET_GCgen0size=4000000 DOTNET_TC_CallCountingDelayMs=0 DOTNET_TC_CallCountThreshold=400 \
    "$DOTNET_ROOT/dotnet" build "$PWD/build/Build.csproj" --configuration Release --nologo --verbosity quiet -nodeReuse:false -maxCpuCount:1 \
    -p:UseSharedCompilation=true "-p:SharedCompilationId=launcher-$$" -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false \
    -p:GenerateDocumentationFile=false -p:ProduceReferenceAssembly=false -p:EnableSourceLink=false -p:NuGetAudit=false \
    "-p:CustomAfterMicrosoftCommonTargets=$PWD/$state/reads.targets" ${again:+"$again"}
  time wait "$compiler" 2>/dev/null || code=$?
  end_compiler
  trap - HUP INT TERM
  if [ "$code" -ne 0 ]; then
    : >"$state/ended"
    cat "$state/log" >&2
    exit "$code"
  fi
  # A source that changed during the compile differs from `before` and is compiled next time; a lock file that the restore wrote is no change, nor
  # is a date in the future, which would compile for ever. Where it was not known before what is read, dates tell of a change.
  find_roots
  after=$(inputs)
  : >"$state/ended"
  if [ "$roots" != "$known" ]; then
    before=$(search -newer "$state/started" ! -newer "$state/ended" ! -name packages.lock.json -print)
    [ -n "$before" ] || before=$after
  fi
  printf '%s\n' "$roots" >"$state/roots"
  {
    sed -e '/^[0-9]/!d' -e '/packages\.lock\.json$/d' <<<"$before"
    sed -e '/packages\.lock\.json$/b' -e '/^[0-9]/d' <<<"$after"
  } | LC_ALL=C sort >"$state/stamp.new"
  mv "$state/stamp.new" "$state/stamp"
  for host in build/bin/Release/*/Build.dll; do
    [ -f "$host" ] || fail "build/Build.csproj compiled, but there is no build/bin/Release/*/Build.dll. Leave its AssemblyName and output folder unset."
  done
}

# So that the next runs start sooner; once this one has ended, whose process becomes that of the build. A machine of CI has no next run. What was
# cut short is begun again by the next run.
compile_ahead() {
  lock
  # shellcheck disable=SC2016 # for the inner shell
  start "$state/ahead.log" . sh -c 'while kill -0 "$0" 2>/dev/null; do sleep 1; done; done=$1; shift; "$@"; : >"$done"' $$ \
    "$state/ahead" "$DOTNET_ROOT/dotnet" msbuild "$PWD/build/Build.csproj" -target:CompileAhead -property:Configuration=Release -nodeReuse:false
  compiler=
}

# Starts a command with a log $1 in the folder $2 and a process group of its own, so that it can be ended with all that it started; by whoever comes
# after this process, too.
start() {
  set -m
  (cd -- "$2" && shift 2 && exec "$@") >"$1" 2>&1 </dev/null &
  compiler=$!
  set +m
  identify "$compiler"
  ln -sf "${identity:-$compiler:}" "$state/compiler"
}

# Ends what start started, here or in a process that was killed, and waits for it.
end_compiler() {
  local process tries=0
  process=$(readlink "$state/compiler" || true)
  if [ -n "$compiler" ] || runs "$process"; then
    kill -TERM -- "-${process%%:*}" 2>/dev/null || true
    while runs "$process"; do
      [ "$((tries += 1))" -ne 50 ] || kill -KILL -- "-${process%%:*}" 2>/dev/null || true
      sleep 0.1
    done
    kill -KILL -- "-${process%%:*}" 2>/dev/null || true
  fi
  rm -f "$state/compiler"
  compiler=
}

# Sets `identity` to the process id $1 and when it started, which tells it from a later one with its id; to nothing when there is none.
identify() {
  local stat
  identity=
  if [ -r /proc/self/stat ]; then
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # shellcheck disable=SC2086 # its fields; the first two, of which the second is a free text in brackets, are gone
    set -- "$1" ${stat##*) }
    [ "$2" = Z ] || identity=$1:${21}
  else
    stat=$(LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null) || return 0
    identity=$1:${stat//[^0-9A-Za-z]/}
  fi
}

runs() {
  [ -n "$1" ] && identify "${1%%:*}" && [ "$identity" = "$1" ]
}

lock() {
  local owner mine said='' nobody=0
  [ -z "$locked" ] || return 0
  mkdir -p "$state" 2>/dev/null || true
  [ -w "$state" ] || fail "cannot write to $PWD/$state, where the compiled build is kept. Make the folder writable."
  identify $$
  mine=${identity:-$$:}
  # A symbolic link comes into being with its text: there is no lock without an owner.
  until ln -s "$mine" "$state/owner" 2>/dev/null; do
    owner=$(readlink "$state/owner" || true)
    [ -n "$owner" ] || [ "$((nobody += 1))" -lt 50 ] || fail "cannot make a symbolic link in $PWD/$state, which is the lock of the build. Put it where links can be."
    if [ -z "$owner" ] || runs "$owner"; then
      [ -n "$said" ] || [ -z "$owner" ] || printf 'Waiting for another build.sh (process %s).\n' "${owner%%:*}" >&2
      said=$owner
      sleep 0.2
    # One at a time looks again and removes, else the second would remove the lock that the first has just taken.
    elif ln -s "$mine" "$state/owner.stale" 2>/dev/null; then
      [ "$(readlink "$state/owner" || true)" != "$owner" ] || rm -f "$state/owner"
      rm -f "$state/owner.stale"
    else
      runs "$(readlink "$state/owner.stale" || true)" || rm -f "$state/owner.stale"
    fi
  done
  locked=1
  trap unlock EXIT
  end_compiler
}

unlock() {
  [ -z "$compiler" ] || end_compiler
  [ -z "$locked" ] || rm -f "$state/owner"
  locked=
}

resolve "${BASH_SOURCE[0]}"
unset CDPATH
cd -P -- "${resolved%/*}/"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# A process that lives for a second pays a twentieth of it for keeping what it may write apart from what it may run.
export DOTNET_EnableWriteXorExecute=${DOTNET_EnableWriteXorExecute-0}
read_wanted_sdk
if ! find_dotnet; then
  lock
  find_dotnet || install_sdk
fi
if ! is_compiled; then
  lock
  is_compiled || compile
fi
if [ -z "${CI-}${CODEBUILD_BUILD_ID-}" ] && [ -f build/ReadyToRun.targets ] && [ ! -e "$state/ahead" ] && [ -w "$state" ] &&
  ! runs "$(readlink "$state/compiler" || true)"; then
  compile_ahead
fi
unlock
exec "$DOTNET_ROOT/dotnet" "$host" ${1+"$@"}
