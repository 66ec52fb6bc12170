namespace Stevedore.Settings.Layers;

/// <summary>Environment variables, of which the first that says something counts.</summary>
internal sealed class WellKnownVariables(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The variable's value, or null when it says nothing.</summary>
    public (string Name, string Text)? First(params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            if (environment.GetValueOrDefault(variable)?.Trim() is { Length: > 0 } text)
            {
                return (variable, text);
            }
        }

        return null;
    }
}
