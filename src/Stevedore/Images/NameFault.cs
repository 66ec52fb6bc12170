namespace Stevedore.Images;

internal static class NameFault
{
    public static StevedoreException Of(string kind, string text, string rule) =>
        new($"'{text}' is not a valid {kind}", $"{(kind[0] == 'i' ? "an" : "a")} {kind} is made of {rule}", "Correct it.");
}
