using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>The words for a value of the wrong type.</summary>
internal static class WrongType
{
    public static Complaint Of(SettingNode node, Shape shape)
    {
        var hint = (shape.Kind, node.Kind) switch
        {
            (ShapeKind.Text or ShapeKind.TextOrKeys, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) =>
                "put it in quotes",
            (ShapeKind.Flag or ShapeKind.FlagOrKeys, JsonValueKind.String) => "write true or false, without quotes",
            (ShapeKind.List, JsonValueKind.String) => "put it in brackets: [\"…\"]",
            (ShapeKind.Credentials, _) => $"write \"{CredentialForm.DockerConfig}\" or an object with {CredentialForm.Names("or")}",
            _ => "correct it",
        };
        return new($"must be {Expected(shape.Kind)}, not {Found(node.Kind)}", hint);
    }

    private static string Expected(ShapeKind kind) =>
        kind switch
        {
            ShapeKind.Text => "text",
            ShapeKind.Flag => "true or false",
            ShapeKind.Number => "a number",
            ShapeKind.List => "a list",
            ShapeKind.TextOrKeys or ShapeKind.Credentials => "text or an object",
            ShapeKind.FlagOrKeys => "true, false or an object",
            _ => "an object",
        };

    private static string Found(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };
}
