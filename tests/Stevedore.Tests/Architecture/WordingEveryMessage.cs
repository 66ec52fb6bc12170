using Mono.Cecil;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>What reaches a person is written here: nothing that .NET, AWS or docker says stands alone.</summary>
public sealed class WordingEveryMessage
{
    private const string OfAFault = "reads that of a fault, which says why and what to do";
    private const string Decides = "tells by it what failed, and shows none of it";
    private const string Beside = "puts it behind words of its own, with what to do";
    private const string Never = "cannot be: every case is there";
    private const string OfAStream = "is what streams throw of what they cannot, and nobody asks it of this one";
    private const string OfJson =
        "is caught with what the JSON reader throws, and told as a file or an answer that is not what it has to be";

    // Which methods read what an exception says of itself, and why that is not all that a person then reads.
    private static readonly Dictionary<string, string> Readers = new(StringComparer.Ordinal)
    {
        ["AccessJson.Render"] = OfAFault,
        ["AccessTable.Render"] = OfAFault,
        ["AnswerLimit.Begin"] = "hands it to AwsFaults, which puts it behind words of its own",
        ["AwsFaults.Denied"] = "puts AWS's own words behind what may not be done, with the statement to add",
        ["AwsFaults.From"] = Beside,
        ["AwsFaults.IsSkewed"] = Decides,
        ["AwsFaults.RoleOf"] = "takes the role's name from it",
        ["BuilderWork.Create"] = Decides,
        ["BuilderWork.Remove"] = Decides,
        ["BuilderWork.TryRemove"] = OfAFault,
        ["BucketApi.<Ask"] = Beside,
        ["BuildStopping.Stop"] = OfAFault,
        ["ChangeSets.RemoveBehindAFault"] = OfAFault,
        ["CleanUp.Run"] = OfAFault,
        ["CloudFormationApi.Failures"] = OfAFault,
        ["ConnectionFaults.Failed"] = Beside,
        ["ConnectionFaults.Why"] = "hands on what this package says itself of answers that are cut or stall",
        ["ConfigurationFile.Read"] = Beside,
        ["ContainerCredentials.GenerateNewCredentialsAsync"] = "says itself what came in place of an answer",
        ["CredentialSource.Of"] = Beside,
        ["EcsApi.FindTaskDefinition"] = Decides,
        ["EndedConnectionException..ctor"] = "hands it to ConnectionFaults",
        ["FileFaults.Why"] = "puts the system's words behind its own where it knows none",
        ["ImageBuild.KeepLog"] = OfAFault,
        ["JsonText.Reason"] = "puts the reader's reason behind the line and column, with what to do",
        ["KeyFaults.IsOfKey"] = Decides,
        ["KeyFaults.Unencryptable"] = "takes the key's name from it",
        ["LockFile.TryTake"] = "hands it to FileFaults, which goes by the exception's type",
        ["LogStreams.Read"] = Decides,
        ["ParameterFaults.From"] = Decides,
        ["PortalCredentials.Reason"] = Beside,
        ["ProgramFault.Messages"] = "shows of it the exit code and what the shell says, and nothing that the program printed",
        ["SecretFaults.From"] = Decides,
        ["SecretFaults.HasNoValue"] = Decides,
        ["SecretFaults.IsDeleted"] = Decides,
        ["SecretFaults.Undecided"] = Beside,
        ["UntilVisible.IsOfTaskDefinition"] = Decides,
        ["SourcedCredentials.GetCredentialsAsync"] = "hands it to AwsFaults, which puts it behind words of its own",
        ["StartFault.Of"] = Decides,
        ["StartFault.Said"] = Beside,
        ["StackFaults.IsMissing"] = Decides,
        ["StackFaults.Of"] = Beside,
        ["StackSources.Made"] = OfAFault,
        ["StevedoreHost.Refuse"] = OfAFault,
        ["TemplateReader.Read"] = "puts the reader's reason behind the line, with what to do",
        ["UnreachableAws.Why"] = Beside,
        ["UnreachableReason.Plain"] = Beside,
        ["UnusableAnswer.IsLoginOfTheProxy"] = Decides,
    };

    // Which methods make an exception that says neither why nor what to do, and who takes it.
    private static readonly Dictionary<string, string> Makers = new(StringComparer.Ordinal)
    {
        ["AnswerLimit.Begin: AmazonClientException"] = "goes to AwsFaults, as all of AWS's",
        ["AnswerLimit.Begin: TimeoutException"] = "goes to AwsFaults, as all of AWS's",
        ["ContainerCredentials.None: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["ContainerEndpoint.Authorization: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["ContainerEndpoint.Read: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["AwsPages.Of: NotSupportedException"] = "is of the compiler's, for what nobody asks of it",
        ["DelegatingStream.Read: NotSupportedException"] = OfAStream,
        ["DelegatingStream.Seek: NotSupportedException"] = OfAStream,
        ["DelegatingStream.SetLength: NotSupportedException"] = OfAStream,
        ["DelegatingStream.Write: NotSupportedException"] = OfAStream,
        ["DelegatingStream.get_Length: NotSupportedException"] = OfAStream,
        ["DelegatingStream.get_Position: NotSupportedException"] = OfAStream,
        ["DelegatingStream.set_Position: NotSupportedException"] = OfAStream,
        ["DockerConfigText.Parse: JsonException"] = OfJson,
        ["FreshConnection.ReadFirst: HttpRequestException"] = "goes to UnreachableReason",
        ["JsonResponseReader.UnmarshallException: AmazonServiceException"] = "goes to AwsFaults, as all of AWS's",
        ["LockFile.TryTake: FileNotFoundException"] = "goes to MeetingPlace.Tell",
        ["LogReader.Read: NotSupportedException"] = "is of the compiler's, for what nobody asks of it",
        ["ManifestContent.Described: JsonException"] = OfJson,
        ["ManifestContent.Descriptors: JsonException"] = OfJson,
        ["MeetingPlace.Make: IOException"] = "goes to MeetingPlace.Tell, or to the next place",
        ["MissingValue.Fix: UnreachableException"] = Never,
        ["MissingValue.Why: UnreachableException"] = Never,
        ["ParameterWriter.Write: InvalidOperationException"] = Never,
        ["PartStream.Read: NotSupportedException"] = OfAStream,
        ["ParameterFile.Values: JsonException"] = OfJson,
        ["PartStream.Seek: NotSupportedException"] = OfAStream,
        ["PartStream.SetLength: NotSupportedException"] = OfAStream,
        ["PartStream.get_Length: NotSupportedException"] = OfAStream,
        ["PartStream.get_Position: NotSupportedException"] = OfAStream,
        ["PartStream.set_Position: NotSupportedException"] = OfAStream,
        ["PortalCredentials.GenerateNewCredentialsAsync: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["PortalCredentials.State: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["PrivateDockerConfig.get_Variables: InvalidOperationException"] = "cannot be: docker is called when the config is written",
        ["PrivateFolder.Create: DirectoryNotFoundException"] = "is told beside it as a folder that is not there",
        ["ProgramPathRunner.OnPath: Win32Exception"] = "is caught where git is started, and told as a git that is not installed",
        ["RecordedDigests.DigestOf: JsonException"] = OfJson,
        ["RecordedDigests.Text: JsonException"] = OfJson,
        ["RegistryJson.Exact: JsonException"] = OfJson,
        ["RegistryRetries.Send: EndedConnectionException"] = "goes to UnreachableReason",
        ["Release.Image: FormatException"] = OfJson,
        ["Release.ParseDigest: FormatException"] = OfJson,
        ["Release.Place: FormatException"] = OfJson,
        ["Release.Repository: FormatException"] = OfJson,
        ["RoleCredentials.GenerateNewCredentialsAsync: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["SourcedCredentials.GetCredentialsAsync: AmazonClientException"] = "goes to AwsFaults, as all of AWS's",
        ["SourcedCredentials.GetCredentialsAsync: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["Stall.Watch: StalledException"] = "goes to UnreachableReason",
        ["TagPolicy.CommitTag: InvalidOperationException"] = Never,
        ["TemplatePart.Fill: UnreachableException"] = Never,
        ["TemplatePart.get_Name: UnreachableException"] = Never,
        ["TemplateReader.Node: YamlException"] = "is told by TemplateReader.Read, with its line",
        ["TokenCredentials.GenerateNewCredentialsAsync: NoCredentialsException"] = "goes to AwsFaults, as all of AWS's",
        ["UnusableAnswer.Incomplete: UnusableAnswerException"] = "goes to AwsFaults, as all of AWS's",
        ["UnusableAnswer.LoginOfTheProxy: UnusableAnswerException"] = "goes to AwsFaults, as all of AWS's",
        ["UnusableAnswer.Redirect: UnusableAnswerException"] = "goes to AwsFaults, as all of AWS's",
        ["UnusableAnswer.TooLarge: UnusableAnswerException"] = "goes to AwsFaults, as all of AWS's",
        ["WatchedStream.ReadAsync: StalledException"] = "goes to UnreachableReason",
        ["WorkspaceFiles.ImageOf: JsonException"] = OfJson,
    };

    [Fact]
    public void ShowsNoExceptionAsItIs()
    {
        using var module = Module();

        Same(Readers.Keys, MessageSources.ReadingExceptions(module));
    }

    [Fact]
    public void LetsNoOtherExceptionThrough()
    {
        using var module = Module();

        Same(Makers.Keys, MessageSources.MakingOtherExceptions(module));
    }

    [Fact]
    public void IsOnTheList()
    {
        using var module = Module();

        Golden.Equal("Messages.txt", string.Concat(MessageSources.Sentences(module).Select(text => $"{text}\n")));
    }

    // Whoever adds one has to say above what a person reads of it.
    private static void Same(IEnumerable<string> known, IReadOnlySet<string> found) =>
        Assert.Equal(
            ("", ""),
            (
                string.Join(", ", found.Except(known).Order(StringComparer.Ordinal)),
                string.Join(", ", known.Except(found).Order(StringComparer.Ordinal))
            )
        );

    private static ModuleDefinition Module() => ModuleDefinition.ReadModule(typeof(StevedoreException).Assembly.Location);
}
