using Stevedore.Tests.Stacks.Validation;

namespace Stevedore.LabTests.Permissions;

/// <summary>What a role may for the sake of AWS's own services, which no call of Stevedore needs.</summary>
internal static class OtherParties
{
    private const string CodeBuild = "CodeBuild calls it with the role of the project: ";

    /// <summary>By the name of the statement, with who needs it.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Log"] = CodeBuild + "what a build prints goes to its log.",
            ["Artifacts"] = CodeBuild + "what came before a build is read.",
            ["HandOnArtifact"] = CodeBuild + "what follows a build is written.",
            ["ArtifactBucket"] = CodeBuild + "it looks whose bucket it is before it reads.",
            ["TestReports"] = CodeBuild + "reports that a buildspec names.",
            ["Connection"] = CodeBuild + "a clone over a connection.",
            ["ConnectionByItsOtherName"] = CodeBuild + "the same, by the name that the service had.",
            ["UseConnection"] = CodeBuild + "a clone over a connection.",
            ["UseConnectionByItsOtherName"] = CodeBuild + "the same, by the name that the service had.",
            ["WithoutWriting"] = CodeBuild + "a push over a connection, which is denied.",
            ["WithoutWritingByItsOtherName"] = CodeBuild + "the same, by the name that the service had.",
            ["Network"] = CodeBuild + "a build in a network looks at it.",
            ["MakeNetworkInterface"] = CodeBuild + "a build in a network has an interface there.",
            ["RemoveNetworkInterface"] = CodeBuild + "the interface goes with the build.",
            ["NetworkInterface"] = CodeBuild + "the interface is handed to the machine of the build.",
        };

    // AWS says that a pull needs it (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html), and a look before a build
    // tries it; docker asks for no layer before it fetches it.
    private static readonly (string Statement, string Action) PullByTheBook = (
        "PullingBaseImagesFromEcr",
        "ecr:BatchCheckLayerAvailability"
    );

    /// <summary>What is left for Stevedore itself.</summary>
    public static ImmutableArray<PolicyStatement> Without(ImmutableArray<PolicyStatement> statements) =>
        [
            .. statements
                .Where(statement => !Reasons.ContainsKey(statement.Name))
                .Select(statement =>
                    statement.Name == PullByTheBook.Statement
                        ? statement with
                        {
                            Actions = [.. statement.Actions.Where(action => action != PullByTheBook.Action)],
                        }
                        : statement
                ),
        ];
}
