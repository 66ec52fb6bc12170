using System.Text.RegularExpressions;
using Stevedore.Tests.Stacks.Validation;

namespace Stevedore.LabTests.Permissions;

/// <summary>What the lab's registries of ECR and ECR Public were asked, by docker and by the run itself, since a moment.</summary>
internal sealed partial class RegistryLog
{
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html says what a push needs, and
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html what a pull does;
    // the requests behind each are those of https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints.
    private static readonly (string Request, string[] Actions)[] Known =
    [
        ("HEAD blobs/sha256", ["BatchCheckLayerAvailability"]),
        ("GET blobs/sha256", ["GetDownloadUrlForLayer"]),
        ("POST blobs/uploads", ["InitiateLayerUpload"]),
        ("PATCH blobs/uploads", ["UploadLayerPart"]),
        // It may bring the layer itself, as docker does.
        ("PUT blobs/uploads", ["UploadLayerPart", "CompleteLayerUpload"]),
        ("HEAD manifests", ["BatchGetImage"]),
        ("GET manifests", ["BatchGetImage"]),
        ("PUT manifests", ["PutImage"]),
        // An upload that is given up: ECR has no call for it.
        ("DELETE blobs/uploads", []),
    ];

    private readonly (string Path, string Host, int Known)[] logs;

    private RegistryLog((string, string, int)[] logs) => this.logs = logs;

    public static RegistryLog FromNow(LabFixture lab) =>
        new([
            .. Directory
                .EnumerateFiles(Path.Combine(lab.Variables["STEVEDORE_LAB"], "logs"), "*.access.log")
                .Where(path => path.Contains(".ecr.", StringComparison.Ordinal))
                .Select(path => (path, Path.GetFileName(path)[..^".access.log".Length], File.ReadLines(path).Count())),
        ]);

    /// <summary>As IAM is asked for them.</summary>
    /// <param name="principalOf">The role that speaks to a host; null for one that asks for nothing.</param>
    public IEnumerable<PolicyRequest> Requests(Func<string, string?> principalOf) =>
        logs.SelectMany(log =>
            principalOf(log.Host) is { } principal
                ? File.ReadLines(log.Path)
                    .Skip(log.Known)
                    .Select(line => Line().Match(line))
                    // The challenge before a login is no call of anybody.
                    .Where(line => line.Success && line.Groups["status"].Value != "401")
                    .Where(line => !IsOpenToAll(log.Host, line))
                    .SelectMany(line => Of(log.Host, line, principal))
                : []
        );

    // Whoever asks may pull from ECR Public, and IAM has no actions for it:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html
    private static bool IsOpenToAll(string host, Match line) =>
        host == "public.ecr.aws"
        && (
            line.Groups["what"].Value.StartsWith("manifests", StringComparison.Ordinal)
                ? line.Groups["method"].Value is "GET" or "HEAD"
                : line.Groups["method"].Value is "GET"
        );

    private static IEnumerable<PolicyRequest> Of(string host, Match line, string principal)
    {
        var request = $"{line.Groups["method"].Value} {line.Groups["what"].Value}";
        var actions = Array.Find(Known, known => request.StartsWith(known.Request, StringComparison.Ordinal)).Actions;
        var name = line.Groups["name"].Value;
        if (actions is null)
        {
            throw new InvalidOperationException($"Nothing says what '{request}' of {host} needs.");
        }

        var (service, resource) = host.Split('.') is [var account, "dkr", "ecr", var region, ..]
            ? ("ecr", $"arn:aws:ecr:{region}:{account}:repository/{name}")
            // Without the alias, which is no part of the repository's ARN.
            : ("ecr-public", $"arn:aws:ecr-public::{CallPermissions.Account}:repository/{name[(name.IndexOf('/') + 1)..]}");
        return actions.Select(action => new PolicyRequest($"{service}:{action}", resource)
        {
            Principal = principal,
            ResourceAccount = principal.Split(':')[4],
        });
    }

    [GeneratedRegex(
        "\"(?<method>[A-Z]+) /v2/(?<name>.+?)/(?<what>(blobs|manifests|tags|referrers)/[^ ]*) HTTP/[^\"]*\" (?<status>[0-9]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();
}
