namespace Stevedore.Settings.Rules;

/// <summary>What may stand behind a name in <c>contexts</c>.</summary>
internal sealed class NamedContextRule : ISettingRule
{
    public const string ImageScheme = "image:";

    public const string ArtifactScheme = "artifact:";

    private const string Hint = "use image:, docker-image://, oci-layout://, artifact: or a path inside the repository";

    private static readonly string[] Schemes = [ImageScheme, "docker-image://", "oci-layout://", ArtifactScheme];

    public Complaint? Check(string text)
    {
        if (Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal)) is { } scheme)
        {
            return text.Length > scheme.Length ? null : new($"'{text}' names nothing behind {scheme}", Hint);
        }

        if (text.StartsWith("target:", StringComparison.Ordinal))
        {
            return new($"'{text}' is bake's own way to name a target", $"use {ImageScheme}{text["target:".Length..]}");
        }

        // A drive letter is an absolute path, not a scheme.
        return text.IndexOf(':') > 1 ? new($"'{text}' is of an unknown kind", Hint) : PathRule.Inside(text);
    }
}
