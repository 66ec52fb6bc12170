using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class SectionsOfEnvironments
{
    private const string File = """
        { "images": { "web": {} },
          "environments": {
            "staging": { "attestations": { "provenance": "max" } },
            "prod": {
              "registries": { "ecr": { "account": "111122223333" } } } } }
        """;

    [Fact]
    public void ChangeTheRegistryThatNobodyConfigured() =>
        Assert.Equal(
            "\"111122223333\" from stevedore.json:5 (environments.prod)",
            new Given(File) { Section = "prod" }.Value("registries.ecr.account")
        );

    [Fact]
    public void SayNothingUnlessChosen() =>
        Assert.Equal("\"min\" from default", new Given(File) { Section = "prod" }.Value("attestations.provenance"));

    [Theory]
    [InlineData("prd", "Cannot use --environment: there is no environment 'prd'. Did you mean 'prod'?")]
    [InlineData("test", "Cannot use --environment: there is no environment 'test'. Use one of staging, prod.")]
    public void MustExist(string name, string message) => Assert.Equal(message, new Given(File) { Section = name }.Fault());

    [Fact]
    public void MustExistForTheVariableToo() =>
        Assert.Equal(
            "Cannot use STEVEDORE_ENVIRONMENT: there is no environment 'live'. Add it to environments in stevedore.json.",
            new Given(Given.OneImage) { Section = "live", Environment = { ["STEVEDORE_ENVIRONMENT"] = "live" } }.Fault()
        );

    [Fact]
    public void HaveNoSectionsOfTheirOwn() =>
        Assert.StartsWith(
            "Cannot use stevedore.json: line 1: environments.prod.environments: unknown key. ",
            new Given("""{ "images": { "web": {} }, "environments": { "prod": { "environments": {} } } }""").Fault(),
            StringComparison.Ordinal
        );
}
