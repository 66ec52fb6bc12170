using Stevedore.CodeBuild;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class ChoosingAProject
{
    private static readonly PipelineSettings App = new()
    {
        Region = "eu-west-1",
        Role = "arn:aws:iam::123456789012:role/deploy",
        Bucket = "acme-builds",
        Source = new() { Connection = "arn:aws:codeconnections:eu-west-1:123456789012:connection/1" },
        PullRequests = new(),
    };

    private static readonly Dictionary<string, PipelineSettings> Pipelines = new() { ["app"] = App };

    [Fact]
    public void OfThePipeline()
    {
        var place = BuildPlace.Of(new(), Pipelines);

        Assert.Equal(new BuildProject("app", "eu-west-1"), place.Project);
        Assert.Equal(App.Role, place.Role);
        Assert.Equal(App.Source!.Connection, place.Connection);
        Assert.Null(place.Bucket);
        Assert.Equal("acme-builds", place.BucketOfSettings);
    }

    [Fact]
    public void OfPullRequestsForWhatNobodyHasLookedAt()
    {
        var place = BuildPlace.Of(new() { IsUpload = true }, Pipelines);

        Assert.Equal("app-pull-requests", place.Project.Name);
        Assert.True(place.IsForStrangers);
        Assert.Equal("acme-builds", place.Bucket);
    }

    [Fact]
    public void ThatIsNamed()
    {
        var place = BuildPlace.Of(
            new()
            {
                IsUpload = true,
                Project = "other",
                Bucket = "mine",
            },
            Pipelines
        );

        Assert.Equal(new BuildProject("other", null), place.Project);
        Assert.False(place.IsForStrangers);
        Assert.Equal("mine", place.Bucket);
        Assert.Null(place.Role);
    }

    [Fact]
    public void ThatThePipelineNames() =>
        Assert.Equal(
            "shop-build",
            BuildPlace
                .Of(new(), new Dictionary<string, PipelineSettings> { ["app"] = new() { Build = new() { Project = "shop-build" } } })
                .Project.Name
        );
}
