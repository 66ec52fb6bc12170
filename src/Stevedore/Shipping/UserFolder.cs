using Cake.Core;

namespace Stevedore.Shipping;

/// <summary>The folder that a shell puts in place of <c>~</c>.</summary>
internal static class UserFolder
{
    /// <summary>Empty where there is none.</summary>
    public static string Of(ICakeEnvironment environment) =>
        environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
