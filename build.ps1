#requires -Version 7.3
# Runs the build of this repository in the steps of build.sh: the .NET SDK that global.json asks for, build/Build.csproj compiled when its inputs
# changed, and then that program, in this folder, with the arguments given here. Older versions of PowerShell lose quotes and empty arguments.
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$PSNativeCommandArgumentPassing = 'Standard'

function Stop-Build([string] $message, [int] $code = 1) {
    [Console]::Error.WriteLine($message)
    Pop-Location
    exit $code
}

function Find-Dotnet {
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $file = if ($onPath) { Get-Item -LiteralPath $onPath.Source }
    $path = if ($file) { Split-Path ($file.ResolveLinkTarget($true) ?? $file).FullName }
    $roots = @("$PWD/.dotnet", $path, $env:DOTNET_ROOT, "$HOME/.dotnet")
    foreach ($root in $roots) { if (Test-Sdk $root) { return $root } }
    # Version managers put a script there, which alone knows where the real one is.
    foreach ($line in $onPath ? @(& $onPath.Source --list-sdks 2>$null) : @()) {
        if ($line -match ' \[(.+)[/\\]sdk\]$' -and (Test-Sdk $Matches[1])) { return $Matches[1] }
    }
}

function Test-Sdk([string] $root) {
    if (-not $root -or -not (Test-Path -LiteralPath "$root/$name" -PathType Leaf)) { return $false }
    foreach ($sdk in Get-ChildItem -LiteralPath "$root/sdk" -Directory -ErrorAction Ignore) {
        # The rule of "rollForward": "latestFeature": the same major and minor version, the named patch number or a later one.
        $version = $sdk.Name -as [version]
        $enough = $version -and "$($version.Major).$($version.Minor)" -eq "$($least.Major).$($least.Minor)" -and $version.Build -ge $least.Build
        if (($enough -or $sdk.Name -eq $wanted) -and (Test-Path -LiteralPath "$($sdk.FullName)/dotnet.dll")) { return $true }
    }
    $false
}

# As build.sh's have_reads_told.
$targets = @'
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
'@

# As build.sh's find_roots.
function Find-Roots {
    $here = "$PWD/".Replace('\', '/')
    $told = @(Get-Content "$state/reads/*" -ErrorAction Ignore | ForEach-Object { $_.Replace('\', '/').TrimEnd('/') } |
        # Nothing that holds the repository, whose outputs would be inputs.
        Where-Object { -not $here.StartsWith("$_/") } | ForEach-Object { $_.StartsWith($here) ? $_.Substring($here.Length) : $_ } |
        Where-Object { $_ -notmatch '/(bin|obj)/' } | Sort-Object -Unique)
    $roots = $told ? $told : @('.')
    do {
        $known = $roots.Count
        $texts = "$($roots | ForEach-Object { Get-Files $_ } | Where-Object Extension -Match '^\.(\w*proj|props|targets)$' | Get-Content -Raw -ErrorAction Ignore)"
        $named = Get-Files . | Where-Object { $_.Extension -in '.props', '.targets' -and $texts.Contains($_.Name) }
        $roots = @(@($roots) + @($named | ForEach-Object { [IO.Path]::GetRelativePath($PWD, $_) }) | Sort-Object -Unique)
    } until ($roots.Count -eq $known)
    $roots
}

# Those of a folder, at any depth, of a pattern such as folder/*.cs, or the file itself.
function Get-Files([string] $root) {
    $folder, $kind = $root -match '^(.*)/(\*[^/]*)$' ? ($Matches[1], $Matches[2]) : ($root, $null)
    if ($kind) { return Get-ChildItem -LiteralPath $folder -Filter $kind -File -Force -ErrorAction Ignore }
    if (Test-Path -LiteralPath $root -PathType Leaf) { return Get-Item -LiteralPath $root -Force }
    $start = [IO.Path]::GetFullPath($root, $PWD).Length
    Get-ChildItem -LiteralPath $root -Recurse -File -Force -FollowSymlink -ErrorAction Ignore |
        Where-Object { $_.FullName.Substring($start) -notmatch '[\\/](bin|obj|\.[^\\/]+)[\\/]' }
}

function Get-Inputs([string[]] $roots, [bool] $locks) {
    $files = @($roots | ForEach-Object { Get-Files $_ })
    # What MSBuild, NuGet and the SDK look for above each root, new ones too.
    $folders = @('.') + @($roots | ForEach-Object { for ($folder = Split-Path $_; $folder; $folder = Split-Path $folder) { $folder } })
    foreach ($folder in $folders | Sort-Object -Unique) {
        $files += @(Get-ChildItem -LiteralPath $folder -File -Force -ErrorAction Ignore |
            Where-Object Name -Match '^(global\.json|\.editorconfig|\.globalconfig|Directory\..*|nuget\.config)$')
    }
    # The dates of a checkout say nothing, and a cache of the outputs is to be of use to the next.
    $dated = -not ($env:CI -or $env:CODEBUILD_BUILD_ID)
    $files | Where-Object { ($_.Name -eq 'packages.lock.json') -eq $locks } | Sort-Object FullName -Unique |
        ForEach-Object {
            # One that cannot be read is left to the compiler, which says so better.
            $hash = Get-FileHash -LiteralPath $_ -ErrorAction Ignore
            "$([IO.Path]::GetRelativePath($PWD, $_)) $($dated ? $_.LastWriteTimeUtc.Ticks : '') $($hash ? $hash.Hash : '')"
        }
}

function Test-Compiled {
    $stamp = "$(Get-Content -LiteralPath "$state/stamp.ps1" -Raw -ErrorAction Ignore)"
    if (-not $stamp -or -not (Test-Path build/bin/Release/*/Build.dll)) { return $false }
    $roots = @(Get-Content -LiteralPath "$state/roots.ps1" -ErrorAction Ignore)
    $roots -and $stamp -eq ((@(Get-Inputs $roots $false) + @(Get-Inputs $roots $true)) -join "`n")
}

# One that has ended by now has no start any more.
function Get-Start([Diagnostics.Process] $process) { try { $process.StartTime.ToUniversalTime().Ticks } catch { 0 } }

# Ends the compiler of a run that was killed, with all that it started. Its start tells it from a later process with its id.
function Stop-Compiler {
    $id, $started = "$(Get-Content -LiteralPath "$state/compiler.ps1" -ErrorAction Ignore)" -split ' '
    # Killed between its start and the note of its id, it is known by what it compiles.
    $processes = if ($id -eq 'starting') { Get-Process | Where-Object { $_.Id -ne $PID -and "$($_.CommandLine)".Contains("$PWD/build/Build.csproj") } }
    elseif ($id) { Get-Process -Id $id -ErrorAction Ignore | Where-Object { [Math]::Abs((Get-Start $_) - [long] $started) -lt 20000000 } }
    foreach ($process in $processes) {
        $process.Kill($true)
        $process.WaitForExit()
    }
    Remove-Item "$state/compiler.ps1" -ErrorAction Ignore
}

# Has signals end up in $signals. A handler cannot be a script, which would need a thread of PowerShell's.
function Watch-Signals {
    $context = [Linq.Expressions.Expression]::Parameter([Runtime.InteropServices.PosixSignalContext])
    $keep = [Linq.Expressions.Expression]::Call(
        [Linq.Expressions.Expression]::Constant($signals), 'Enqueue', $null, [Linq.Expressions.Expression]::Property($context, 'Signal'))
    $stay = [Linq.Expressions.Expression]::Assign([Linq.Expressions.Expression]::Property($context, 'Cancel'), [Linq.Expressions.Expression]::Constant($true))
    $handler = [Linq.Expressions.Expression]::Lambda([Action[Runtime.InteropServices.PosixSignalContext]],
        [Linq.Expressions.Expression]::Block($keep, $stay), $context).Compile()
    'SIGTERM', 'SIGHUP' | ForEach-Object { [Runtime.InteropServices.PosixSignalRegistration]::Create($_, $handler) }
}

# Returns what the compiler printed, and its exit code.
function Invoke-Compiler {
    $start = [Diagnostics.ProcessStartInfo]::new("$root/$name")
    $start.WorkingDirectory = (Test-Path build/global.json) ? "$PWD/build" : "$PWD"
    $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
    # As in build.sh.
    $start.Environment['DOTNET_TieredPGO'] = $start.Environment['DOTNET_gcConcurrent'] = '0'
    $start.Environment['DOTNET_GCgen0size'] = '4000000'
    $start.Environment['DOTNET_TC_CallCountingDelayMs'] = '0'
    $start.Environment['DOTNET_TC_CallCountThreshold'] = '400'
    $again = (Test-Path "$state/started") -and -not (Test-Path "$state/ended") ? @('--no-incremental') : @()
    foreach ($argument in @('build', "$PWD/build/Build.csproj", '--configuration', 'Release', '--nologo', '--verbosity', 'quiet', '-nodeReuse:false',
            '-p:UseSharedCompilation=false', '-p:RunAnalyzers=false', '-p:EnforceCodeStyleInBuild=false', '-p:GenerateDocumentationFile=false',
            '-p:ProduceReferenceAssembly=false', '-p:EnableSourceLink=false', '-p:NuGetAudit=false',
            "-p:CustomAfterMicrosoftCommonTargets=$PWD/$state/reads.targets") + $again) { $start.ArgumentList.Add($argument) }
    Remove-Item "$state/ended" -ErrorAction Ignore
    Remove-Item "$state/reads" -Recurse -ErrorAction Ignore
    Set-Content -LiteralPath "$state/reads.targets" $targets
    New-Item "$state/started" -Force | Out-Null
    Set-Content -LiteralPath "$state/compiler.ps1" 'starting'
    try {
        $process = [Diagnostics.Process]::Start($start)
        Set-Content -LiteralPath "$state/compiler.ps1" "$($process.Id) $(Get-Start $process)"
        $process.StandardInput.Close()
        $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
        # In steps, between which an interrupt is heard.
        while (-not $process.WaitForExit(100) -and -not $signals.Count) { }
    }
    finally { Stop-Compiler }
    if ($signals.Count) { exit ($signals.ToArray()[0] -eq 'SIGHUP' ? 129 : 143) }
    New-Item "$state/ended" -Force | Out-Null
    ($output.Result + $errors.Result), $process.ExitCode
}

# With -File, PowerShell takes the colon from -v:diag; the process still has what was given. In a command, it makes an array of a,b and two pieces of -v:diag.
function Get-Arguments([object[]] $given) {
    $raw = [Environment]::GetCommandLineArgs()
    for ($number = 1; $number -lt $raw.Count; $number++) {
        $rest = @($raw | Select-Object -Skip ($number + 1))
        $same = (($rest -join '') -replace ':') -ceq (($given -join '') -replace ':')
        if ($same -and [IO.Path]::GetFullPath($raw[$number], $startFolder) -eq $PSCommandPath) { return $rest }
    }
    $option = ''
    foreach ($argument in $given) {
        $text = $option + ($argument -join ',')
        $option = ''
        if ($argument -is [string] -and $text -match '^-\w+:$') { $option = $text } else { $text }
    }
    if ($option) { $option }
}

$startFolder = $PWD.Path
$launcher = Get-Item -LiteralPath $PSCommandPath
Push-Location -LiteralPath (Split-Path ($launcher.ResolveLinkTarget($true) ?? $launcher).FullName)
$state = 'build/obj/launcher'
$name = $IsWindows ? 'dotnet.exe' : 'dotnet'
$reason = $lock = $watch = $null
$signals = [Collections.Concurrent.ConcurrentQueue[Runtime.InteropServices.PosixSignal]]::new()
$signal = [Runtime.InteropServices.PosixSignal]::SIGTERM
$globalJson = (Test-Path build/global.json) ? 'build/global.json' : 'global.json'
$advice = 'Write one with "dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature".'
if (-not (Test-Path $globalJson)) { Stop-Build "build.ps1: there is no global.json in $PWD, so the .NET SDK to build with is unknown. $advice" }
$wanted = [regex]::Match((Get-Content $globalJson -Raw), '"version"\s*:\s*"([^"]+)"').Groups[1].Value
if (-not $wanted) { Stop-Build "build.ps1: $PWD/$globalJson names no SDK version. $advice" }
$least = [version]($wanted -replace '-.*')
$env:DOTNET_NOLOGO = $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

$root = Find-Dotnet
if (-not $root) {
    $url = 'https://dot.net/v1/dotnet-install.ps1'
    [Console]::Error.WriteLine("Installing the .NET SDK $wanted into .dotnet …")
    try {
        New-Item .dotnet -ItemType Directory -Force | Out-Null
        Invoke-WebRequest $url -OutFile .dotnet/dotnet-install.ps1
        & ./.dotnet/dotnet-install.ps1 -Version $wanted -InstallDir "$PWD/.dotnet" -NoPath *>&1 | ForEach-Object { [Console]::Error.WriteLine("$_") }
    }
    catch { $reason = $_.Exception.Message }
    $root = Find-Dotnet
    if (-not $root) {
        $reason ??= 'see above'
        Stop-Build ("build.ps1: no .NET SDK $wanted or later of its kind is on the PATH, in DOTNET_ROOT, in .dotnet or in ~/.dotnet, and it cannot be " +
            "installed: $url failed ($reason). Install it from https://dotnet.microsoft.com/download, or set DOTNET_ROOT to the folder of one that is not on the PATH.")
    }
}
$env:DOTNET_ROOT = $root
$env:PATH = "$root$([IO.Path]::PathSeparator)$env:PATH"

if (-not (Test-Compiled)) {
    New-Item $state -ItemType Directory -Force | Out-Null
    # The system gives a file that is open for one process alone free when that process ends, however it ends.
    while (-not $lock) {
        try { $lock = [IO.File]::Open("$PWD/$state/lock.ps1", 'OpenOrCreate', 'ReadWrite', 'None') } catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    if (-not (Test-Compiled)) {
        if (-not (Test-Path build/Build.csproj)) {
            Stop-Build "build.ps1: there is no $PWD/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project."
        }
        Stop-Compiler
        Remove-Item "$state/stamp*", build/bin/Release/*/Build.dll -ErrorAction Ignore
        $known = @(Get-Content -LiteralPath "$state/roots.ps1" -ErrorAction Ignore)
        $before = @(if ($known) { Get-Inputs $known $false })
        [Console]::Error.Write('Compiling the build host … ')
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $watch = Watch-Signals
        $log, $code = Invoke-Compiler
        [Console]::Error.WriteLine('{0:0.0} s', $clock.Elapsed.TotalSeconds)
        if ($code -ne 0) { Stop-Build $log.TrimEnd() $code }
        $all = @(Find-Roots)
        $after = @(Get-Inputs $all $false)
        # What changed meanwhile is compiled next time. Where it was not known before what is read, dates tell of it.
        $started = (Get-Item "$state/started").LastWriteTimeUtc
        $touched = $all | ForEach-Object { Get-Files $_ } |
            Where-Object { $_.Name -ne 'packages.lock.json' -and $_.LastWriteTimeUtc -gt $started -and $_.LastWriteTimeUtc -lt [DateTime]::UtcNow }
        # The same text with another date is no change.
        $same = "$all" -eq "$known" ? "$($before -replace ' \d* ', ' ')" -ceq "$($after -replace ' \d* ', ' ')" : -not $touched
        if ($same) { $before = $after } elseif ("$all" -ne "$known") { $before = @('changed') }
        Set-Content -LiteralPath "$state/roots.ps1" $all
        Set-Content -LiteralPath "$state/stamp.ps1" (($before + @(Get-Inputs $all $true)) -join "`n") -NoNewline
    }
    $lock.Dispose()
}

$program = Get-Item build/bin/Release/*/Build.dll | Select-Object -First 1
$arguments = @(Get-Arguments $args)
# Not by &, which puts the names of files in place of an argument such as *.
$start = [Diagnostics.ProcessStartInfo]::new("$root/$name")
# A process that lives for a second pays a twentieth of it for keeping what it may write apart from what it may run.
if (-not $start.Environment.ContainsKey('DOTNET_EnableWriteXorExecute')) { $start.Environment['DOTNET_EnableWriteXorExecute'] = '0' }
$start.WorkingDirectory = $PWD.Path
foreach ($argument in @($program.FullName) + $arguments) { $start.ArgumentList.Add($argument) }
if (-not $watch) { $watch = Watch-Signals }
$process = [Diagnostics.Process]::Start($start)
while (-not $process.WaitForExit(100)) {
    # To this process alone, others than by a terminal: given on.
    if ($signals.TryDequeue([ref] $signal) -and -not $IsWindows) { /bin/sh -c "kill -$("$signal".Substring(3)) $($process.Id)" }
}
$global:LASTEXITCODE = $code = $process.ExitCode
Pop-Location
exit $code
