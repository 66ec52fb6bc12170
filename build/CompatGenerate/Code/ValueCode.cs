using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>How a value of a shape is declared, read and written in C#.</summary>
internal static class ValueCode
{
    /// <summary>The type within a collection, where enumerations are plain text.</summary>
    public static string ElementType(Shape shape) =>
        shape.Type switch
        {
            "string" => "string",
            "integer" => "int",
            "long" => "long",
            "float" => "float",
            "double" => "double",
            "boolean" => "bool",
            "timestamp" => "DateTime",
            "blob" => "MemoryStream",
            "structure" => shape.Name,
            "list" => $"List<{ElementType(shape.Element)}>",
            "map" => $"Dictionary<string, {ElementType(shape.Value)}>",
            _ => throw new ModelException(
                $"Cannot generate {shape.Name}",
                $"{shape.Type} is no type of these protocols",
                "Leave its operation out."
            ),
        };

    public static string PropertyType(Shape shape) => shape.IsEnumeration ? shape.Name : ElementType(shape);

    public static string ReadMember(Member member)
    {
        var (name, shape) = (member.WireName, member.Shape);
        return shape.Type switch
        {
            "string" when shape.IsEnumeration => $"from.Constant(\"{name}\", Constants.{shape.Name}.FindValue)",
            "structure" => $"from.Shape(\"{name}\", Shapes.{shape.Name}.Read)",
            "list" => $"from.List(\"{name}\", {ReadElement(shape.Element)})",
            "map" => $"from.Map(\"{name}\", {ReadElement(shape.Value)})",
            _ => $"from.{Reader(shape)}(\"{name}\")",
        };
    }

    public static string WriteMember(Member member, TimestampDefault timestamps)
    {
        var (name, shape, value) = (member.WireName, member.Shape, member.PropertyName);
        return shape.Type switch
        {
            "string" when member.IsIdempotencyToken => $"to.Text(\"{name}\", {value} ?? Guid.NewGuid().ToString())",
            "timestamp" => $"to.Time(\"{name}\", {value}, {timestamps.Code(member.TimestampFormat)})",
            "list" => $"to.List(\"{name}\", {value}, {WriteElement(shape.Element, timestamps)})",
            "map" => $"to.Map(\"{name}\", {value}, {WriteElement(shape.Value, timestamps)})",
            _ => $"to.{Writer(shape)}(\"{name}\", {value})",
        };
    }

    private static string ReadElement(Shape shape) =>
        shape.Type switch
        {
            "structure" => $"Shapes.{shape.Name}.Read",
            "list" => $"values => Reading.List(values, {ReadElement(shape.Element)})",
            "map" => $"values => Reading.Map(values, {ReadElement(shape.Value)})",
            _ => $"Reading.{Reader(shape)}",
        };

    private static string WriteElement(Shape shape, TimestampDefault timestamps, string suffix = "")
    {
        // What is nested has names of its own.
        var (to, value) = ($"to{suffix}", $"value{suffix}");
        var write = shape.Type switch
        {
            "timestamp" => $"Time({value}, {timestamps.Code(shape.TimestampFormat)})",
            "list" => $"List({value}, {WriteElement(shape.Element, timestamps, $"{suffix}1")})",
            "map" => $"Map({value}, {WriteElement(shape.Value, timestamps, $"{suffix}1")})",
            _ => $"{Writer(shape)}({value})",
        };
        return $"({to}, {value}) => {to}.{write}";
    }

    private static string Reader(Shape shape) =>
        shape.Type switch
        {
            "string" => "Text",
            "integer" => "Int",
            "long" => "Long",
            "float" => "Float",
            "double" => "Double",
            "boolean" => "Flag",
            "timestamp" => "Time",
            _ => "Bytes",
        };

    private static string Writer(Shape shape) =>
        shape.Type switch
        {
            "string" => "Text",
            "integer" or "long" => "Number",
            "float" or "double" => "Real",
            "boolean" => "Flag",
            "structure" => "Shape",
            _ => "Bytes",
        };
}
