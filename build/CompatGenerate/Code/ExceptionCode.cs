using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The classes of errors, and the choice among them by what the service writes.</summary>
internal static class ExceptionCode
{
    /// <summary>What every operation of the service may throw.</summary>
    public static string Service(string name) => Class($"Amazon{name}Exception", "AmazonServiceException", []);

    public static string Modelled(string name, Shape error) =>
        Class(Names.Exception(error.Name), $"Amazon{name}Exception", [.. Members(error)]);

    /// <summary>An arm of the choice by code.</summary>
    public static string Choice(Shape error)
    {
        var members = string.Join(", ", Members(error).Select(member => $"{member.PropertyName} = {ValueCode.ReadMember(member)}"));
        var initial = members.Length == 0 ? "" : $" {{ {members} }}";
        return $"            \"{error.ErrorCode}\" => new {Names.Exception(error.Name)}({Arguments}){initial},\n";
    }

    /// <summary>What an exception is made of.</summary>
    public const string Arguments = "error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode";

    // The message is every exception's.
    private static IEnumerable<Member> Members(Shape error) => error.Members.Where(member => member.PropertyName != "Message");

    private static string Class(string type, string parent, IReadOnlyList<Member> members) =>
        $$"""
            public partial class {{type}} : {{parent}}
            {
                public {{type}}(string? message) : base(message) { }
                public {{type}}(string? message, Exception? innerException) : base(message, innerException) { }
                public {{type}}(Exception? innerException) : base(innerException) { }
                public {{type}}(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
                    : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
                public {{type}}(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
                    : base(message, errorType, errorCode, requestId, statusCode) { }
            {{ModelCode.Properties(members)}}}


            """;
}
