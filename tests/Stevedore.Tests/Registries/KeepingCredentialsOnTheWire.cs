using System.Net;
using System.Net.Http.Headers;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class KeepingCredentialsOnTheWire
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");

    [Theory]
    [InlineData("http://registry.example.com/up", null)]
    [InlineData("http://registry.example.com:443/up", null)]
    [InlineData("https://elsewhere.example.com/up", null)]
    [InlineData("https://registry.example.com/up", "Basic bWU6c2VjcmV0")]
    public async Task SendsThemOnlyToTheRegistryAndOverTls(string location, string? authorization)
    {
        using var registry = new Elsewhere(location);
        using var http = new HttpClient(registry);
        RegistryClient client = new(new(http, "registry.example.com", new("me", new("secret", new()), "a test")));

        await client.Blobs.CheckPush(Web, TestContext.Current.CancellationToken);

        Assert.Equal((location, authorization), registry.Last);
    }

    /// <summary>A registry that asks for a password and names an address for uploads.</summary>
    private sealed class Elsewhere(string location) : HttpMessageHandler
    {
        public (string Address, string? Authorization) Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = (request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString());
            var isOpen = request.Method == HttpMethod.Delete || request.Headers.Authorization is not null;
            var response = new HttpResponseMessage(isOpen ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized)
            {
                RequestMessage = request,
            };
            response.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Basic", "realm=\"x\""));
            response.Headers.Location = new(location);
            return Task.FromResult(response);
        }
    }
}
