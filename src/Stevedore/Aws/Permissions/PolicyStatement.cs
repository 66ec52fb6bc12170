using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Aws.Permissions;

/// <summary>A statement of a policy, which allows something.</summary>
/// <param name="Actions">The IAM actions.</param>
/// <param name="Resource">An ARN, or <c>*</c>.</param>
/// <param name="Condition">What it is limited by; null for nothing.</param>
internal sealed record PolicyStatement(ImmutableArray<string> Actions, string Resource, PolicyCondition? Condition = null)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The sentence that says to add it.</summary>
    public string Advice => $"Add to its policy: {this}.";

    /// <summary>The same for some of its actions.</summary>
    public PolicyStatement For(params ImmutableArray<string> actions) => this with { Actions = actions };

    /// <summary>As a policy holds it, in one line of JSON.</summary>
    public override string ToString()
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = Actions is [var only] ? only : new JsonArray([.. Actions.Select(action => JsonValue.Create(action))]),
            [nameof(Resource)] = Resource,
        };
        if (Condition is not null)
        {
            statement[nameof(Condition)] = new JsonObject { [Condition.Operator] = new JsonObject { [Condition.Key] = Condition.Value } };
        }

        return statement.ToJsonString(Plain);
    }
}

/// <summary>What a statement is limited by.</summary>
/// <param name="Operator">Such as <c>StringEquals</c>.</param>
/// <param name="Key">The condition key, such as <c>kms:ViaService</c>.</param>
/// <param name="Value">What it is compared with.</param>
internal sealed record PolicyCondition(string Operator, string Key, string Value)
{
    /// <summary>The same in a place, compared as a pattern where a part of that is open.</summary>
    public PolicyCondition In(PermissionPlace place) =>
        place.Fill(Value) is var value && value.Contains('*', StringComparison.Ordinal)
            ? new("StringLike", Key, value)
            : this with
            {
                Value = value,
            };
}
