using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>Secrets and parameters of the lab, by the AWS command line: another client than the one that is tested.</summary>
internal static class LabSecret
{
    /// <summary>What <c>aws</c> prints, without the line's end.</summary>
    public static async Task<string> Aws(this LabFixture lab, params string[] arguments)
    {
        var result = await lab.Exec(["aws", .. arguments]);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput.TrimEnd('\n');
    }

    /// <summary>A new secret of that text.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> Create(LabFixture lab, string text, params string[] more)
    {
        var name = $"hub-{Guid.NewGuid():N}"[..12];
        await lab.Aws(["secretsmanager", "create-secret", "--name", name, "--secret-string", text, .. more]);
        return name;
    }

    public static Task<string> Read(LabFixture lab, string name) =>
        lab.Aws("secretsmanager", "get-secret-value", "--secret-id", name, "--query", "SecretString", "--output", "text");
}
