using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>The five pipelines that people wrote by hand, and one that builds pull requests, as this makes them.</summary>
public sealed class MakingTheFivePipelines
{
    [Theory]
    [InlineData("PullRequests", FivePipelines.PullRequests)]
    [InlineData("BuildCloud", FivePipelines.BuildCloud)]
    [InlineData("ProjectAlone", FivePipelines.ProjectAlone)]
    [InlineData("Templates", FivePipelines.Templates)]
    [InlineData("Deployments", FivePipelines.Deployments)]
    [InlineData("BaseAndApp", FivePipelines.BaseAndApp)]
    public void IsThis(string name, string json)
    {
        var made = new StackCase(json)
        {
            Dockerfiles = { ["app"] = json == FivePipelines.BaseAndApp ? "FROM base\n" : "FROM scratch\n" },
        }.Make();
        var text = string.Concat(made.Files.Select(file => $"=== {file.Path}\n{file.Text}"));
        Golden.Equal($"{name}.txt", $"{text}=== notes\n{string.Join('\n', made.Notes)}\n");
        StackCase.Check(made);
    }

    [Theory]
    [InlineData("PullRequests", FivePipelines.PullRequests)]
    [InlineData("BuildCloud", FivePipelines.BuildCloud)]
    [InlineData("ProjectAlone", FivePipelines.ProjectAlone)]
    [InlineData("Templates", FivePipelines.Templates)]
    [InlineData("Deployments", FivePipelines.Deployments)]
    [InlineData("BaseAndApp", FivePipelines.BaseAndApp)]
    public void HasTheseRoles(string name, string json)
    {
        var made = new StackCase(json)
        {
            Dockerfiles = { ["app"] = json == FivePipelines.BaseAndApp ? "FROM base\n" : "FROM scratch\n" },
        }.Make();
        Golden.Equal($"{name}.roles.txt", string.Join('\n', Stevedore.Stacks.RoleTable.Lines(made.Roles)) + "\n");
    }
}
