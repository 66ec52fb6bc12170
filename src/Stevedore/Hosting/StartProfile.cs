using System.Runtime;
using System.Security.Cryptography;
using System.Text;

namespace Stevedore.Hosting;

/// <summary>
/// What the last run of this build compiled while it ran, so that the runtime compiles it on another core from the start: a fifth of a plan's time.
/// PowerShell starts the same way.
/// </summary>
internal static class StartProfile
{
    // Every run writes its own again.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Uses the profile of the last run like this one, and leaves its own for the next.</summary>
    /// <param name="commandLine">As the process got it.</param>
    public static void Use(IReadOnlyList<string> commandLine)
    {
        if (Folder(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) is not { } folder)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            var name = Name(AppContext.BaseDirectory, commandLine);
            if (!File.Exists(Path.Combine(folder, name)))
            {
                Forget(folder, DateTime.UtcNow - Kept);
            }

            ProfileOptimization.SetProfileRoot(folder);
            ProfileOptimization.StartProfile(name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Without a folder for it, a run starts as fast as the first.
        }
    }

    /// <summary>Removes what builds have left that run no more.</summary>
    public static void Forget(string folder, DateTime before)
    {
        foreach (var profile in new DirectoryInfo(folder).EnumerateFiles().Where(profile => profile.LastWriteTimeUtc < before))
        {
            profile.Delete();
        }
    }

    /// <summary>Where caches of a user lie (XDG base directory specification); null for a user without a home.</summary>
    public static string? Folder(Func<string, string?> variable, string home) =>
        variable("XDG_CACHE_HOME") is { } caches && Path.IsPathFullyQualified(caches) ? Path.Combine(caches, "stevedore", "starts")
        : Path.IsPathFullyQualified(home) ? Path.Combine(home, ".cache", "stevedore", "starts")
        : null;

    /// <summary>One a build and task, since another task compiles other code.</summary>
    public static string Name(string build, IReadOnlyList<string> commandLine)
    {
        var task =
            commandLine.FirstOrDefault(argument => argument.StartsWith("--target=", StringComparison.OrdinalIgnoreCase))
            ?? string.Join(' ', commandLine.Skip(1).TakeWhile(argument => !argument.StartsWith('-')));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{build}\n{task.ToUpperInvariant()}")))[..16];
    }
}
