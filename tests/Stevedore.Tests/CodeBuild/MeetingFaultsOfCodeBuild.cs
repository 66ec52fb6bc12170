using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class MeetingFaultsOfCodeBuild : IDisposable
{
    private static readonly string[] Whole =
    [
        "[Container] 2026/01/02 03:04:20 Waiting for agent ping",
        "[Container] 2026/01/02 03:04:25 Entering phase BUILD",
        "[Container] 2026/01/02 03:04:25 Running command bash build.sh",
        "Building web",
        "Pushed web",
        "[Container] 2026/01/02 03:04:54 Phase complete: BUILD State: SUCCEEDED",
    ];

    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("BatchGetProjects")]
    [InlineData("StartBuild")]
    [InlineData("BatchGetBuilds")]
    [InlineData("GetLogEvents")]
    public void WaitsWhereItIsThrottled(string operation)
    {
        given.Aws.Faults.Throttle(operation, 7);

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
        Assert.Single(given.Aws.Builds.All);
        Assert.Single(given.Warnings);
        // Ever longer, and never at one time with all others.
        var waits = given
            .Calls(operation)
            .Zip(given.Calls(operation).Skip(1), (one, next) => (next.At - one.At).TotalSeconds)
            .Take(7)
            .ToArray();
        Assert.True(waits[4..].Average() > waits[..3].Average(), string.Join(' ', waits));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BearsALostConnectionAtEveryCall(bool isDone)
    {
        Assert.Equal(0, given.Run());
        var calls = given.Aws.Requests.Length;

        Assert.Empty(Enumerable.Range(1, calls).Select(call => Fault(call, isDone)).OfType<string>());
    }

    private static string? Fault(int call, bool isDone)
    {
        using BuildCase one = new();
        one.Aws.Faults.LoseConnectionAt(call, isDone);

        var code = one.Run();

        return code == 0 && one.Log.SequenceEqual(Whole) && one.Aws.Builds.All.Count == 1
            ? null
            : $"Call {call}, {one.Aws.Requests[call - 1].Operation}: {one.Transcript(code)}";
    }

    [Fact]
    public void GoesOnWhereSomebodySignsInAgain()
    {
        given.Aws.Faults.Before("BatchGetBuilds", Expire, call: 5);

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
        Assert.Contains("the AWS credentials have expired", Assert.Single(given.Warnings));
    }

    private void Expire()
    {
        given.Aws.Faults.ExpireCredentialsFrom(given.Aws.Requests.Length);
        given.Aws.After(200, given.Aws.Faults.RenewCredentials);
    }

    [Fact]
    public void SaysThatTheBuildGoesOnWhereNobodyDoes()
    {
        given.Aws.Faults.Before("BatchGetBuilds", () => given.Aws.Faults.ExpireCredentialsFrom(given.Aws.Requests.Length), call: 5);

        var code = given.Run();

        Golden.Equal("expired.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void WaitsForALateStream()
    {
        given.Aws.Builds.Next.LogsLate = 8;

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
        Assert.Empty(given.Warnings);
    }

    [Fact]
    public void WaitsForAStreamThatAppearsAfterTheEnd()
    {
        given.Aws.Builds.Next = BuildScript.Success().Logging("Building web\n");
        given.Aws.Builds.Next.LogsLate = 45;

        Assert.Equal(0, given.Run());
        Assert.Contains("Building web", given.Log);
    }

    [Fact]
    public void ReadsOnBehindEmptyPages()
    {
        given.Aws.Logs.EmptyPages = 3;
        given.Aws.Logs.MostEvents = 1;

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
    }

    [Fact]
    public void ReadsNothingTwiceWhereATokenRepeats()
    {
        given.Aws.Logs.RepeatsTokens = true;
        given.Aws.Logs.MostEvents = 2;

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
    }

    [Fact]
    public void ReadsNothingTwiceWhereItsPositionIsForgotten()
    {
        given.Aws.Logs.MostEvents = 2;
        given.Aws.Faults.Before("GetLogEvents", () => given.Aws.Logs.HasForgottenPositions = true, call: 6);

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
    }

    [Fact]
    public void JoinsLinesThatAreSplitOverEvents()
    {
        given.Aws.Builds.Next = BuildScript
            .Success()
            .Logging("Buil", "ding ", "web\nPus", "hed web\n\n", "10 %\r50 %\r100 %\r\n", "no end");

        Assert.Equal(0, given.Run());
        Assert.Equal(
            ["[Container] 2026/01/02 03:04:20 Waiting for agent ping", "Building web", "Pushed web", "", "100 %", "no end"],
            given.Log
        );
    }

    [Fact]
    public void FollowsABuildWhoseLogMayNotBeRead()
    {
        given.Aws.Faults.Deny("GetLogEvents");

        var code = given.Run();

        Golden.Equal("log-denied.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    [Fact]
    public void SaysThatALogIsEncrypted()
    {
        given.Aws.Faults.Fail(
            "GetLogEvents",
            "AccessDeniedException",
            "The specified KMS key does not exist or is not allowed to be used with LogGroup '/aws/codebuild/shop'"
        );

        Assert.Equal(0, given.Run());
        Assert.Equal(
            """Cannot read the log /aws/codebuild/shop: it is encrypted with a key that the caller may not use. Let the key's policy and the caller's allow it: {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}. The build is followed without its log.""",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void ReadsALogOfAnotherRegion()
    {
        given.Aws.Faults.Before("BatchGetBuilds", () => given.Aws.Builds.All[0].LogRegion = "eu-west-1");

        Assert.Equal(0, given.Run());
        Assert.Equal(Whole, given.Log);
        Assert.Equal(["eu-central-1", "eu-west-1"], given.Regions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SaysThatTheLogIsNotThere()
    {
        given.Aws.Faults.Fail("GetLogEvents", "ResourceNotFoundException", "The specified log group does not exist.");

        Assert.Equal(0, given.Run());
        Assert.Equal(
            "The log of shop:00000001-9c2f-44d1-8e9b-7a53f06e8d1a is not there: CloudWatch has no stream 00000001-9c2f-44d1-8e9b-7a53f06e8d1a of the group /aws/codebuild/shop in eu-central-1.",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void SaysThatTheProjectWasDeletedMeanwhile()
    {
        given.Aws.Faults.Before("BatchGetBuilds", () => given.Aws.Builds.Projects.Clear(), call: 5);

        var code = given.Run();

        Golden.Equal("deleted-meanwhile.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void AsksNoMoreThanEveryFiveSeconds()
    {
        given.Aws.Builds.Next = BuildScript.QueuedForLong();

        given.Run();

        var looks = given.Calls("BatchGetBuilds");
        Assert.All(looks.Zip(looks.Skip(1)), pair => Assert.True((pair.Second.At - pair.First.At).TotalSeconds >= 5));
    }

    [Fact]
    public void StopsABuildThoughItIsThrottled()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 6);
        given.Aws.Faults.Throttle("StopBuild", 3);

        Assert.Equal(130, given.Run());
        Assert.Equal("STOPPED", given.Aws.Builds.All[0].Status);
    }

    [Fact]
    public void SaysThatABuildMayNotBeStopped()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 6);
        given.Aws.Faults.Deny("StopBuild");

        var code = given.Run();

        Golden.Equal("stop-denied.txt", given.Transcript(code));
        Assert.Equal(130, code);
    }
}
