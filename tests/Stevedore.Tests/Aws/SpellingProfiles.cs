using Stevedore.Aws;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

/// <summary>What the AWS CLI reads in ~/.aws/config and the AWS SDK does not.</summary>
[Collection(AwsEnvironment.Collection)]
public sealed class SpellingProfiles : IDisposable
{
    private const string Keys = "aws_access_key_id=a\naws_secret_access_key=b\n";
    private readonly AwsEnvironment environment = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        environment.Dispose();
    }

    [Theory]
    [InlineData("[profile \"p\"]", "p", "[profile p]")]
    [InlineData("[profile 'p']", "p", "[profile p]")]
    [InlineData("  [ profile  'p' ]", "p", "[profile p]")]
    [InlineData("['p']", "p", "[profile p]")]
    [InlineData("[profile 'p'] # mine", "p", "[profile p]")]
    public void SaysThatANameIsQuoted(string section, string profile, string better)
    {
        var reason = ProfileSpelling.Of(profile, "/c", ["[default]", section])!;

        Assert.StartsWith("line 2 of /c writes the name of the AWS profile in quotes (", reason.Why, StringComparison.Ordinal);
        Assert.Equal($"Write {better} there.", reason.Fix);
    }

    [Fact]
    public void AdvisesNoNameThatOneOfThemDoesNotRead() =>
        Assert.Equal(
            "Give the profile a name without spaces, which both read: [profile my-prod], and AWS_PROFILE the same.",
            ProfileSpelling.Of("my prod", "/c", ["[profile 'my prod']"])!.Fix
        );

    [Theory]
    [InlineData("region = eu-central-1 # here", "region")]
    [InlineData("role_arn=arn:aws:iam::1:role/x ; mine", "role_arn")]
    [InlineData("source_profile = base\t# x", "source_profile")]
    public void SaysThatACommentIsBehindAValue(string line, string key) =>
        Assert.Equal(
            new CredentialReason(
                $"line 2 of /c has a comment behind the value of {key}, which the AWS CLI leaves out and the AWS SDK takes for a part of the value",
                "Write the comment on a line of its own."
            ),
            ProfileSpelling.Of("p", "/c", ["[profile p]", line])
        );

    [Theory]
    [InlineData("[profile p]", "output = json # x")]
    [InlineData("[profile p]", "credential_process = sh -c 'x # y'")]
    [InlineData("[profile p]", "sso_start_url = https://d.awsapps.com/start#/")]
    [InlineData("[profile q]", "region = eu-central-1 # here")]
    [InlineData("[profile p]", "# region = x # y")]
    [InlineData("[p]", "")]
    [InlineData("[profile \"p']", "")]
    public void BlamesNothingThatIsRead(string section, string line) => Assert.Null(ProfileSpelling.Of("p", "/c", [section, line]));

    [Fact]
    public void NamesTheFileOfAQuotedProfile()
    {
        File.WriteAllText(folder.File("config"), $"# mine\n[profile 'p']\n{Keys}");
        environment.With("AWS_CONFIG_FILE", folder.File("config"));

        Assert.Equal(
            $"line 2 of {folder.File("config")} writes the name of the AWS profile in quotes ('p'), which the AWS CLI takes off and the AWS SDK takes for a part of the name",
            new ProfileFiles(Environment.GetEnvironmentVariable).Spelling("p")!.Why
        );
    }

    [Fact]
    public void SaysWhyARegionIsNone()
    {
        File.WriteAllText(folder.File("config"), $"[default]\n{Keys}region = eu-central-1 # here\n");
        environment.With("AWS_CONFIG_FILE", folder.File("config"));

        Assert.Equal(
            $"Cannot take the region of the AWS profile: line 4 of {folder.File("config")} has a comment behind the value of region, which the AWS CLI "
                + "leaves out and the AWS SDK takes for a part of the value. Write the comment on a line of its own.",
            Assert
                .Throws<StevedoreException>(() => ProfileRegion.Checked("eu-central-1 # here", Environment.GetEnvironmentVariable))
                .Message
        );
        Assert.Equal("eu-central-1", ProfileRegion.Checked("eu-central-1", Environment.GetEnvironmentVariable));
    }
}
