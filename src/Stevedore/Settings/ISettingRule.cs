namespace Stevedore.Settings;

/// <summary>What a text must satisfy beyond being text.</summary>
public interface ISettingRule
{
    /// <summary>A regular expression of ECMA-262 that holds for every text that will do, for the schema: editors show it. Null for none.</summary>
    string? Pattern => null;

    /// <summary>Null when the text will do.</summary>
    Complaint? Check(string text);
}
