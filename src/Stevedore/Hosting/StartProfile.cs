using System.Globalization;
using System.IO.Hashing;
using System.Reflection;
using System.Runtime;
using System.Text;

namespace Stevedore.Hosting;

/// <summary>
/// What an earlier run of this build compiled while it ran, so that the runtime compiles it on another core from the start: a fifth of a plan's time.
/// PowerShell starts the same way.
/// </summary>
internal static class StartProfile
{
    // A run that goes on where the last one failed compiles more.
    private static readonly TimeSpan Serves = TimeSpan.FromMinutes(10);

    // Whoever builds on writes it again.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Uses the profile of a run like this one, and leaves its own for the next where that was long ago or of another compile.</summary>
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
            var profile = new FileInfo(Path.Combine(folder, name));
            var now = DateTime.UtcNow;
            if (!profile.Exists)
            {
                Forget(folder, now - Kept);
            }

            if (!(profile is { Exists: true, Length: > 0 } && IsOf(Compiled(), profile.LastWriteTimeUtc, now) && TryRead(profile)))
            {
                ProfileOptimization.SetProfileRoot(folder);
                ProfileOptimization.StartProfile(name);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Without a folder for it, a run starts as fast as the first.
        }
    }

    /// <summary>Whether a profile tells enough of a build to be used as it is.</summary>
    /// <param name="compiled">When the build was compiled.</param>
    /// <param name="written">When the profile was.</param>
    public static bool IsOf(DateTime compiled, DateTime written, DateTime now) =>
        written > compiled && written <= now && now - written < Serves;

    /// <summary>Removes what builds have left that run no more.</summary>
    public static void Forget(string folder, DateTime before)
    {
        foreach (var left in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(left => left.LastWriteTimeUtc < before))
        {
            if (IsOurs(left.Name) && (left is not DirectoryInfo way || !way.EnumerateFileSystemInfos().Any()))
            {
                left.Delete();
            }
        }
    }

    // A profile, or the way to one.
    private static bool IsOurs(string name) => name.Split('.') is [{ Length: 16 } profile, ..] && profile.All(char.IsAsciiHexDigitLower);

    // The runtime reads it now. At the end it would write it again, in tens of thousands of pieces, a twentieth of a second; it does not where the
    // way to it has gone.
    private static bool TryRead(FileInfo profile)
    {
        DirectoryInfo way;
        try
        {
            way = Directory.CreateDirectory(Invariant($"{profile.FullName}.{Environment.ProcessId}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Then nothing is written there either.
            return false;
        }

        try
        {
            ProfileOptimization.SetProfileRoot(way.FullName);
            ProfileOptimization.StartProfile(Path.Combine("..", profile.Name));
        }
        finally
        {
            way.Delete();
        }

        return true;
    }

    // Compiling ahead of time replaces them, too.
    private static DateTime Compiled() =>
        new[] { typeof(StartProfile).Assembly, Assembly.GetEntryAssembly() }
            .Select(assembly => assembly is { Location.Length: > 0 } ? File.GetLastWriteTimeUtc(assembly.Location) : DateTime.MinValue)
            .Max();

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
        return XxHash64
            .HashToUInt64(Encoding.UTF8.GetBytes($"{build}\n{task.ToUpperInvariant()}"))
            .ToString("x16", CultureInfo.InvariantCulture);
    }
}
