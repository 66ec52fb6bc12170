using System.Text.Json;

namespace Stevedore.Credentials;

/// <summary>Which builder docker uses unasked.</summary>
/// <remarks><see href="https://github.com/docker/buildx/blob/v0.13.1/store/store.go"/></remarks>
internal static class DockerContext
{
    private const string Engine = "default";

    /// <param name="context">The docker context in use; null for none.</param>
    /// <param name="host">The engine's address in DOCKER_HOST; null where it is not set.</param>
    /// <param name="chosen">What <c>docker buildx use</c> has written; null where nobody has used it.</param>
    public static string CurrentBuilder(string? context, string? host, string? chosen)
    {
        var own = string.IsNullOrEmpty(context) ? Engine : context;
        try
        {
            return
                chosen is not null && JsonSerializer.Deserialize<Choice>(chosen) is { Name.Length: > 0 } choice && IsFor(choice, own, host)
                ? choice.Name
                : own;
        }
        catch (JsonException)
        {
            // buildx says itself what is wrong with its file.
            return own;
        }
    }

    // A choice is for one context, or for the address of the engine where there is none. Without DOCKER_HOST that depends on the machine.
    private static bool IsFor(Choice choice, string context, string? host) =>
        choice.Global
        || (
            context != Engine ? choice.Key == context
            : host is not null ? choice.Key == host
            : choice.Key?.Contains("://", StringComparison.Ordinal) == true
        );

    private sealed record Choice(string? Key, string? Name, bool Global);
}
