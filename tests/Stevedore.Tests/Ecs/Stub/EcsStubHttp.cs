using Amazon.Runtime;

namespace Stevedore.Tests.Ecs;

/// <summary>Lets a client of the AWS SDK speak to the stub without a socket.</summary>
internal sealed class EcsStubHttp(EcsStub stub) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new EcsStubHandler(stub));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
