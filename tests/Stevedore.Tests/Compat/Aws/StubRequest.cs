namespace Stevedore.Tests.Compat.Aws;

internal sealed record StubRequest(string Method, string Path, Dictionary<string, string> Headers, string Body);
