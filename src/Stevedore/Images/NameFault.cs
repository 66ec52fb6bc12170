namespace Stevedore.Images;

internal static class NameFault
{
    public static StevedoreException Of(string kind, string text, string rule) =>
        new($"'{text}' is not a valid {kind}", $"a {kind} is made of {rule}", "Correct it.");
}
