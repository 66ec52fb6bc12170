namespace Stevedore.Registries.Distribution;

/// <summary>The connection ended under a request that can be sent again.</summary>
internal sealed class EndedConnectionException(HttpRequestException cause)
    : HttpRequestException(cause.HttpRequestError, cause.Message, cause.InnerException, cause.StatusCode);
