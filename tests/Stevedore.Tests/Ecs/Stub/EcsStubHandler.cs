using System.Net;
using System.Text;

namespace Stevedore.Tests.Ecs;

/// <summary>Leads to the stub without a socket.</summary>
internal sealed class EcsStubHandler(EcsStub stub) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.Single() : null;
        try
        {
            var answer = StubProtocol.Answer(stub, target, body);
            return new HttpResponseMessage((HttpStatusCode)answer.Status)
            {
                RequestMessage = request,
                Content = new StringContent(answer.Body, Encoding.UTF8, answer.ContentType),
                Headers = { { "x-amzn-RequestId", "request-1" } },
            };
        }
        catch (ConnectionLostException lost)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, lost.Message, lost);
        }
    }
}
