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
    foreach ($root in "$PWD/.dotnet", $path, $env:DOTNET_ROOT, "$HOME/.dotnet") {
        if (-not $root -or -not (Test-Path -LiteralPath "$root/$name" -PathType Leaf)) { continue }
        foreach ($sdk in Get-ChildItem -LiteralPath "$root/sdk" -Directory -ErrorAction Ignore) {
            # The rule of "rollForward": "latestFeature": the same major and minor version, the named patch number or a later one.
            $version = $sdk.Name -as [version]
            $enough = $version -and "$($version.Major).$($version.Minor)" -eq "$($least.Major).$($least.Minor)" -and $version.Build -ge $least.Build
            if (($enough -or $sdk.Name -eq $wanted) -and (Test-Path -LiteralPath "$($sdk.FullName)/dotnet.dll")) { return $root }
        }
    }
}

function Get-Inputs([bool] $locks) {
    $files = @(Get-ChildItem build, src -Recurse -File -Force -ErrorAction Ignore | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]')
    $files += @(Get-ChildItem global.json, .editorconfig, .globalconfig, Directory.*.props, Directory.*.targets, NuGet.config -File -Force -ErrorAction Ignore)
    $files | Where-Object { ($_.Name -eq 'packages.lock.json') -eq $locks } | Sort-Object FullName |
        ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
}

function Test-Compiled {
    $stamp = "$(Get-Content "$state/stamp.ps1" -Raw -ErrorAction Ignore)"
    (Test-Path build/bin/Release/*/Build.dll) -and $stamp -eq ((@(Get-Inputs $false) + @(Get-Inputs $true)) -join "`n")
}

Push-Location -LiteralPath $PSScriptRoot
$state = 'build/obj/launcher'
$name = $IsWindows ? 'dotnet.exe' : 'dotnet'
$reason = $lock = $null
$wanted = if (Test-Path global.json) { [regex]::Match((Get-Content global.json -Raw), '"version"\s*:\s*"([^"]+)"').Groups[1].Value }
if (-not $wanted) {
    Stop-Build "build.ps1: $PWD/global.json names no SDK version. Write one with `"dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature`"."
}
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
        Remove-Item "$state/stamp*", build/bin/Release/*/Build.dll -ErrorAction Ignore
        $before = @(Get-Inputs $false)
        [Console]::Error.Write('Compiling the build host … ')
        $time = Measure-Command { & "$root/$name" build build/Build.csproj --configuration Release --nologo --verbosity quiet -nodeReuse:false *> "$state/log" }
        [Console]::Error.WriteLine('{0:0.0} s', $time.TotalSeconds)
        if ($LASTEXITCODE -ne 0) { Stop-Build (Get-Content "$state/log" -Raw) $LASTEXITCODE }
        # A lock file that the restore wrote is no change.
        Set-Content "$state/stamp.ps1" (($before + @(Get-Inputs $true)) -join "`n") -NoNewline
    }
    $lock.Dispose()
}

$program = Get-Item build/bin/Release/*/Build.dll | Select-Object -First 1
& "$root/$name" $program.FullName @args
$code = $LASTEXITCODE
Pop-Location
exit $code
