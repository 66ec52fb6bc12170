@where /q pwsh || (echo build.cmd: PowerShell 7 is missing. Install it: winget install Microsoft.PowerShell 1>&2 & exit /b 1)
@pwsh -NoProfile -ExecutionPolicy Bypass -File "%~dp0build.ps1" %*
