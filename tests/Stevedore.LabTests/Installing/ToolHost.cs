using Stevedore.LabTests.Shipping;

namespace Stevedore.LabTests.Installing;

/// <summary>An installed program, run in a repository and in the lab.</summary>
/// <param name="Command">What starts it.</param>
internal sealed record ToolHost(LabFixture Lab, SampleRepository Repository, params string[] Command)
{
    public Task<CommandResult> Run(params string[] arguments) =>
        Lab.Exec([
            "env",
            $"--chdir={Repository.Folder}",
            "-u",
            "CODEBUILD_BUILD_ID",
            $"HOME={Repository.Home}",
            $"TMPDIR={Repository.Temporary}",
            "NO_COLOR=1",
            .. Command,
            .. arguments,
        ]);
}
