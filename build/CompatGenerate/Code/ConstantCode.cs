using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The classes of enumerations, which keep values that they do not know.</summary>
internal static class ConstantCode
{
    public static string Class(Shape shape)
    {
        var type = shape.Name;
        var fields = shape.Enumeration.Select(value => $"    public static readonly {type} {Names.Constant(value)} = new(\"{value}\");\n");
        return $$"""
            public partial class {{type}} : ConstantClass
            {
            {{string.Concat(fields)}}    public {{type}}(string value) : base(value) { }
                public static {{type}} FindValue(string value) => FindValue<{{type}}>(value);
                public static implicit operator {{type}}(string value) => FindValue(value);
            }


            """;
    }
}
