using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class ShellScripts(LabFixture lab)
{
    [Fact]
    public async Task HaveNoFindings()
    {
        var install = await lab.Run([
            "sh",
            "-c",
            "command -v shellcheck || apt-get install -y shellcheck || { apt-get update && apt-get install -y shellcheck; }",
        ]);
        Assert.True(install.ExitCode == 0, $"Cannot install shellcheck:\n{install.StandardError}");

        var scripts = (await lab.Run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.sh"])).StandardOutput;
        var check = await lab.Run(["shellcheck", .. scripts.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal("", check.StandardOutput + check.StandardError);
    }
}
