using System.Net;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Docker Hub's limit lasts for hours, which it says; waiting for it would look like a hung build.</summary>
public sealed class MeetingDockerHubsLimit
{
    [Theory]
    [InlineData(
        "registry-1.docker.io",
        """{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your unauthenticated pull rate limit."}]}""",
        "Cannot read docker.io/acme/web:1: the registry answered 429 Too Many Requests (You have reached your unauthenticated pull rate limit.). "
            + "Log in to raise the limit, wait, or take base images from public.ecr.aws."
    )]
    [InlineData(
        "auth.docker.io",
        """{"details":"too many failed login attempts for username or IP address"}""",
        "Cannot get a token for docker.io from https://auth.docker.io/token: it answered 429 Too Many Requests (too many failed login attempts for username or IP address). "
            + "Wait, and run again: registries limit how often one user or one address logs in, and count wrong passwords, too."
    )]
    public async Task EndsAtOnceWithTheRemedy(string limited, string body, string message)
    {
        using var hub = new Hub(limited, body);
        var client = new RegistryClient(new(new HttpClient(hub), "docker.io", new("me", new("t0ken", new()), "a test")));

        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            client.Get(RepositoryName.Parse("acme/web"), "1", TestContext.Current.CancellationToken)
        );

        Assert.Equal((RegistryFault.Limited, $"{message} It asks to be asked again in 6 h."), (error.Fault, error.Message));
        Assert.Equal(1, hub.Refusals);
    }

    /// <summary>Asks for a token, and answers 429 at one of its hosts.</summary>
    private sealed class Hub(string limited, string body) : HttpMessageHandler
    {
        public int Refusals { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Answer(request));

        private HttpResponseMessage Answer(HttpRequestMessage request)
        {
            var isAuthorized = request.Headers.Authorization?.Scheme == "Bearer";
            if (request.RequestUri!.Host == limited && (isAuthorized || limited == "auth.docker.io"))
            {
                Refusals++;
                return new(HttpStatusCode.TooManyRequests)
                {
                    Content = new StringContent(body),
                    Headers = { { "Retry-After", "21600" } },
                    RequestMessage = request,
                };
            }

            return request.RequestUri.Host == "auth.docker.io"
                ? new(HttpStatusCode.OK) { Content = new StringContent("""{"token":"x"}"""), RequestMessage = request }
                : new(HttpStatusCode.Unauthorized)
                {
                    Headers = { { "WWW-Authenticate", "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"" } },
                    RequestMessage = request,
                };
        }
    }
}
