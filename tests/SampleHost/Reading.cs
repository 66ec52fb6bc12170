using Cake.Core;
using Cake.Core.Diagnostics;

namespace SampleHost;

internal static class Reading
{
    public static string Of(ICakeArguments arguments, Verbosity verbosity)
    {
        var names = arguments.GetArguments().OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return $"{verbosity}: "
            + string.Join("; ", names.Select(pair => $"{pair.Key}={string.Join(",", pair.Value.Select(value => value ?? "null"))}"));
    }
}
