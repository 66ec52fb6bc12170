using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The classes of requests, responses and their parts.</summary>
internal sealed class ModelCode(string name, Protocol protocol)
{
    public string Request(Operation operation) =>
        Class($"{operation.Name}Request : Amazon{name}Request, IShape", operation.Input?.Members ?? [], write: true, read: null);

    public string Response(Operation operation) =>
        Class(
            $"{operation.Name}Response : AmazonWebServiceResponse",
            operation.Output?.Members ?? [],
            write: false,
            read: $"{operation.Name}Response"
        );

    public string Structure(Shape shape, bool written, bool read) =>
        Class(written ? $"{shape.Name} : IShape" : shape.Name, shape.Members, written, read ? shape.Name : null);

    public static string Properties(IEnumerable<Member> members) => string.Concat(members.Select(Property));

    private string Class(string declaration, IReadOnlyList<Member> members, bool write, string? read)
    {
        var owner = declaration.Split(' ')[0];
        if (members.FirstOrDefault(member => member.PropertyName == owner) is { } same)
        {
            throw new ModelException($"Cannot generate {owner}", $"its member {same.Name} has the same name", "Leave out its operation.");
        }

        return $$"""
            public partial class {{declaration}}
            {
            {{Properties(members)}}{{(read is null ? "" : Read(read, members))}}{{(write ? Write(members) : "")}}}


            """;
    }

    private static string Property(Member member)
    {
        var type = ValueCode.PropertyType(member.Shape);
        var initial = member.Shape.Type is "list" or "map" ? " = AWSConfigs.InitializeCollections ? [] : null;" : "";
        return $"    public {type}? {member.PropertyName} {{ get; set; }}{initial}\n";
    }

    private static string Read(string type, IReadOnlyList<Member> members) =>
        $"    internal static {type} Read(Reader from) =>\n        new()\n        {{\n"
        + string.Concat(members.Select(member => $"            {member.PropertyName} = {ValueCode.ReadMember(member)},\n"))
        + "        };\n";

    private string Write(IReadOnlyList<Member> members) =>
        "    void IShape.Write(Writer to)\n    {\n"
        + string.Concat(members.Select(member => $"        {ValueCode.WriteMember(member, protocol.Timestamps)};\n"))
        + "    }\n";
}
