using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Build;

/// <summary>What the tests need besides the SDK.</summary>
public static class Prerequisites
{
    /// <summary>Installs shellcheck from Debian's archive where it is missing, and holds the layout of every file to the formatter's.</summary>
    public static void Install(ICakeContext context)
    {
        if (context.Tools.Resolve("shellcheck") is null)
        {
            context.Log.Information("Installing shellcheck.");
            Run(context, "apt-get", "update --quiet");
            Run(context, "apt-get", "install --yes --quiet --no-install-recommends shellcheck");
        }

        Run(context, "dotnet", "tool restore");
        Run(context, "dotnet", "csharpier check .");
    }

    private static void Run(ICakeContext context, string program, string arguments)
    {
        var code = context.StartProcess(program, new ProcessSettings { Arguments = arguments });
        if (code != 0)
        {
            throw new CakeException(
                Invariant($"{program} {arguments} ended with exit code {code}, see above. `dotnet csharpier format .` mends the layout.")
            );
        }
    }
}
