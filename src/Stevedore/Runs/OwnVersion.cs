using System.Reflection;

namespace Stevedore.Runs;

/// <summary>The version of the Stevedore that runs.</summary>
internal static class OwnVersion
{
    /// <summary>As packages have it, such as <c>0.3.0-alpha.0.12</c>.</summary>
    public static string Text =>
        typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
