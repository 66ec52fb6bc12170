using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The shapes that some operations need besides their own requests and responses, by name.</summary>
internal sealed class UsedShapes
{
    private static readonly string[] Refused = ["eventstream", "event", "document", "streaming", "jsonvalue", "flattened", "xmlAttribute"];

    private UsedShapes() { }

    public HashSet<string> Written { get; } = [];

    public HashSet<string> Read { get; } = [];

    public SortedDictionary<string, Shape> Structures { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Shape> Enumerations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Shape> Exceptions { get; } = new(StringComparer.Ordinal);

    public static UsedShapes Of(IEnumerable<Operation> operations)
    {
        var used = new UsedShapes();
        foreach (var operation in operations)
        {
            Check(operation);
            used.AddMembers(operation.Input, used.Written);
            used.AddMembers(operation.Output, used.Read);
            foreach (var error in operation.Errors.Where(error => used.Exceptions.TryAdd(error.Name, error)))
            {
                used.AddMembers(error, used.Read);
            }
        }

        return used;
    }

    private static void Check(Operation operation)
    {
        if (operation.Json["endpoint"] is not null || operation.Json["authtype"] is not null)
        {
            throw new ModelException(
                $"Cannot generate {operation.Name} of {operation.Model.Service}",
                "it has a host or a signature of its own",
                "Leave it out."
            );
        }
    }

    private void AddMembers(Shape? structure, HashSet<string> direction)
    {
        foreach (var member in structure?.Members ?? [])
        {
            if (member.Json["location"] is not null)
            {
                throw Unable(member.Owner, "location");
            }

            Add(member.Shape, direction);
        }
    }

    private void Add(Shape shape, HashSet<string> direction)
    {
        if (Array.Find(Refused, trait => shape.Has(trait)) is { } trait)
        {
            throw Unable(shape, trait);
        }

        switch (shape.Type)
        {
            case "list":
                Add(shape.Element, direction);
                break;
            case "map":
                Add(shape.Value, direction);
                break;
            case "structure":
                Structures[shape.Name] = shape;
                if (direction.Add(shape.Name))
                {
                    AddMembers(shape, direction);
                }

                break;
            case "string" when shape.IsEnumeration:
                Enumerations[shape.Name] = shape;
                break;
        }
    }

    private static ModelException Unable(Shape shape, string trait) =>
        new(
            $"Cannot generate {shape.Name} of {shape.Model.Service}",
            $"it has the trait {trait}",
            "Leave out the operation that it belongs to."
        );
}
