using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.CloudFormation;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>Holds what the stub answers against the client that is made from the model of the service: its members, and the values of its enumerations.</summary>
internal static class AnswerCheck
{
    /// <returns>The answer.</returns>
    public static JsonObject Held(string operation, JsonObject answer)
    {
        var type =
            typeof(IAmazonCloudFormation).Assembly.GetType($"Amazon.CloudFormation.Model.{operation}Response")
            ?? throw new InvalidOperationException($"The model has no operation {operation}.");
        Check(operation, type, answer);
        return answer;
    }

    private static void Check(string path, Type type, JsonNode? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        switch (value)
        {
            case JsonObject json:
                foreach (var (name, inner) in json)
                {
                    var member = type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance);
                    Assert.True(member is not null, $"{path}: the model's {type.Name} has no member {name}.");
                    Check($"{path}.{name}", member.PropertyType, inner);
                }

                break;
            case JsonArray items:
                Assert.True(type.IsGenericType, $"{path}: {type.Name} is no list.");
                foreach (var item in items)
                {
                    Check($"{path}[]", type.GetGenericArguments()[0], item);
                }

                break;
            case not null when typeof(ConstantClass).IsAssignableFrom(type):
                // Events of the stack itself have its status.
                Assert.Contains(
                    (string?)value,
                    type == typeof(ResourceStatus) ? [.. Values(type), .. Values(typeof(StackStatus))] : Values(type)
                );
                break;
            default:
                break;
        }
    }

    private static string[] Values(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((ConstantClass)field.GetValue(null)!).Value)];
}
