using Cake.Core;
using Cake.Core.IO;

namespace Stevedore.Tests.Arguments;

/// <summary>A command line: <c>images=web</c>; a name alone is a flag.</summary>
internal sealed class GivenArguments(params string[] arguments) : ICakeArguments
{
    private readonly ILookup<string, string> values = arguments
        .Select(argument => argument.Split('=', 2))
        .ToLookup(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);

    public bool HasArgument(string name) => values.Contains(name);

    public ICollection<string> GetArguments(string name) => [.. values[name]];

    public IDictionary<string, ICollection<string>> GetArguments() =>
        values.ToDictionary(group => group.Key, group => (ICollection<string>)[.. group], StringComparer.OrdinalIgnoreCase);
}
