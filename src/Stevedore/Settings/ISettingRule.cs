namespace Stevedore.Settings;

/// <summary>What a text must satisfy beyond being text.</summary>
public interface ISettingRule
{
    /// <summary>Null when the text will do.</summary>
    Complaint? Check(string text);
}
