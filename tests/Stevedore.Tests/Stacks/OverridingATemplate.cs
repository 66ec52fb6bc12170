using Stevedore.Stacks;
using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>What a person wrote is merged last, and what of it cannot be is told with its line.</summary>
public sealed class OverridingATemplate
{
    private const string File = "pipeline/app.overrides.yml";

    [Fact]
    public void MergesMapsReplacesListsAndRemovesWithNull()
    {
        var made = Case(
                """
                # Ours.
                Resources:
                  BuildProject:
                    Properties:
                      ConcurrentBuildLimit: 2
                      Cache: null
                      Description: !Ref About
                  AppCacheRepository:
                    Properties: { LifecyclePolicy: null }
                Parameters:
                  About: { Type: String, Default: 'yes' }
                Outputs: { PipelineName: ~ }
                """
            )
            .Make();

        var template = Template.Parse(made.Files[0].Text);
        var project = template.Resources.Single(resource => resource.Id == "BuildProject").Body.Map()["Properties"].Map();
        Assert.Equal("2", project["ConcurrentBuildLimit"].Text());
        Assert.Null(project["Cache"]);
        Assert.Equal("LINUX_CONTAINER", project["Environment"].Map()["Type"].Text());
        Assert.Equal(
            [
                $"{File} adds Resources.BuildProject.Properties.ConcurrentBuildLimit.",
                $"{File} removes Resources.BuildProject.Properties.Cache.",
                $"{File} replaces Resources.BuildProject.Properties.Description.",
                $"{File} removes Resources.AppCacheRepository.Properties.LifecyclePolicy.",
                $"{File} adds Parameters.About.",
                $"{File} removes Outputs.PipelineName.",
            ],
            made.Notes
        );
        StackCase.Check(made);
    }

    [Theory]
    [InlineData(
        "a: b\n",
        "Cannot merge FILE: line 1: 'a' is no section of a template. Use one of Description, Metadata, Parameters, Rules, Mappings, Conditions, Transform, Resources, Outputs."
    )]
    [InlineData("Resource:\n  A: 1\n", "Cannot merge FILE: line 2: 'Resource' is no section of a template. Did you mean 'Resources'?")]
    [InlineData("- a\n", "Cannot merge FILE: line 1: it is no map. Begin with a section of the template, such as Resources.")]
    [InlineData(
        "Resources:\n  BuildProjekt: null\n",
        "Cannot merge FILE: line 2: it removes Resources.BuildProjekt, which is not there. Did you mean 'BuildProject'?"
    )]
    [InlineData(
        "Resources:\n  BuildProject:\n    Properties: [a]\n",
        "Cannot merge FILE: line 3: Resources.BuildProject.Properties is a map in the template, and a list here. Write a map, or remove it with null first and add it under another name."
    )]
    public void TellsWhatDoesNotMerge(string overrides, string message) =>
        Assert.Equal(message.Replace("FILE", File, StringComparison.Ordinal), Case(overrides).Fault());

    [Theory]
    [InlineData("Resources:\n  A: {\n", 3)]
    [InlineData("Resources:\n  A: 1\n  A: 2\n", 3)]
    [InlineData("Resources:\n  A: *b\n", 2)]
    public void TellsWhatIsNoYaml(string overrides, int line) =>
        Assert.StartsWith($"Cannot read {File}: line {line}: ", Case(overrides).Fault(), StringComparison.Ordinal);

    [Theory]
    [InlineData("shop.target-222233334444", "DeployStagingRole", "222233334444")]
    [InlineData("shop.base-444455556666", "BaseRole", "444455556666")]
    public void MergesOverWhatAnotherAccountNeeds(string stem, string role, string account)
    {
        StackCase given = new(MakingStacksOfEveryKind.Accounts) { Dockerfiles = { ["web"] = "FROM base\n" } };
        Assert.Contains(
            $"\"ParameterValue\": \"arn:aws:iam::{account}:policy/boundary\"",
            given.Text($"pipeline/{stem}.parameters.json"),
            StringComparison.Ordinal
        );
        var bounded = Template.Parse(given.Text($"pipeline/{stem}.yml")).Resource(role)!.Properties;
        Assert.Equal("${PermissionsBoundary}", bounded["PermissionsBoundary"].Show());

        given.Texts[$"pipeline/{stem}.overrides.yml"] =
            $"Parameters: {{ PermissionsBoundary: null }}\nResources: {{ {role}: {{ Properties: {{ PermissionsBoundary: null, MaxSessionDuration: 7200 }} }} }}\n";
        var free = Template.Parse(given.Text($"pipeline/{stem}.yml")).Resource(role)!.Properties;
        Assert.Equal((null, "7200"), (free["PermissionsBoundary"].Text(), free["MaxSessionDuration"].Text()));
        Assert.DoesNotContain("PermissionsBoundary", given.Text($"pipeline/{stem}.parameters.json"), StringComparison.Ordinal);
        Assert.Contains($"pipeline/{stem}.overrides.yml removes Parameters.PermissionsBoundary.", given.Make().Notes);
        Assert.Contains($"belongs in pipeline/{stem}.overrides.yml.\n", given.Text($"pipeline/{stem}.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsTheValuesOfParametersThatItAdds()
    {
        const string values = "pipeline/app.parameters.json";
        var given = Case("Parameters: { Token: { Type: String, NoEcho: true }, Size: { Type: String, Default: small } }\n");
        Assert.DoesNotContain("Token", given.Text(values), StringComparison.Ordinal);

        given.Texts[values] = """
            [{ "ParameterKey": "Token", "ParameterValue": "of a person" }, { "ParameterKey": "Gone", "ParameterValue": "unknown" }]
            """;
        var kept = ParameterFile.Values(given.Text(values), values);
        Assert.Contains(KeyValuePair.Create("Token", "of a person"), kept);
        Assert.DoesNotContain(kept, value => value.Key is "Gone" or "Size");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Nothing yet.\n")]
    public void TakesAnEmptyFileForNothing(string overrides) =>
        Assert.Equal(new StackCase(FivePipelines.Templates).Text("pipeline/app.yml"), Case(overrides).Text("pipeline/app.yml"));

    [Fact]
    public void TellsAChangeByHandFromATemplateThatIsOld()
    {
        var text = new StackCase(FivePipelines.Templates).Text("pipeline/app.yml");

        Assert.True(GeneratedText.IsUntouched(text));
        Assert.True(GeneratedText.IsUntouched(text.ReplaceLineEndings("\r\n")));
        Assert.False(GeneratedText.IsUntouched(text.Replace("ScanOnPush: true", "ScanOnPush: false", StringComparison.Ordinal)));
        Assert.False(GeneratedText.IsUntouched(text.Replace("# Do not change", "# Change", StringComparison.Ordinal)));
        Assert.False(GeneratedText.IsUntouched("AWSTemplateFormatVersion: '2010-09-09'\n"));
        Assert.False(GeneratedText.IsUntouched(""));
    }

    private static StackCase Case(string overrides) => new(FivePipelines.Templates) { Texts = { [File] = overrides } };
}
