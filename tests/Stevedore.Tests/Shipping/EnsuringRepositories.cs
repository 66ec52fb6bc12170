using Stevedore.Registries;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class EnsuringRepositories
{
    private static readonly PlanCase Shared = new(
        """
        {
          "images": {
            "web": { "repository": "shop", "tagPrefix": "web-" },
            "api": { "repository": "shop", "tagPrefix": "api-" }
          },
          "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } },
          "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }],
          "deploy": { "cluster": "shop", "region": "eu-central-1", "services": ["web"] }
        }
        """
    )
    {
        Dockerfiles = { ["web"] = "FROM scratch\n", ["api"] = "FROM scratch\n" },
    };

    [Fact]
    public void AskForWhatAllImagesWantThatShareOne()
    {
        var plan = Shared.Plan();

        var request = RepositoryRequest.Of(plan, plan.Images[0].Destinations[0].Reference);

        Assert.Equal("127.0.0.1:5000/shop", $"{request.Reference}");
        Assert.Equal(["web-latest", "api-latest"], request.MovingTags);
        Assert.Equal(["web-latest", "api-latest"], request.SetTags);
        Assert.Equal(["web-deployed*", "api-deployed*"], request.Marks);
        Assert.True(request.IsMarked);
    }
}
