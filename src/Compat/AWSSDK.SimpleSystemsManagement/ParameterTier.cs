using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>How large a parameter may be, and what it costs.</summary>
public class ParameterTier : ConstantClass
{
    public static readonly ParameterTier Advanced = new("Advanced");
    public static readonly ParameterTier IntelligentTiering = new("Intelligent-Tiering");
    public static readonly ParameterTier Standard = new("Standard");

    public ParameterTier(string value)
        : base(value) { }

    public static ParameterTier FindValue(string value) => FindValue<ParameterTier>(value);

    public static implicit operator ParameterTier(string value) => FindValue(value);
}
