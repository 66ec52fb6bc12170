using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Registries.Ecr;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The repositories of images and caches.</summary>
internal static class Repositories
{
    // What a deployment marked, and the five before it; nothing has that many.
    private const int Never = 9999;
    private const int KeptReleases = 100;
    private const int UntaggedDays = 14;
    private const int CacheDays = 30;

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Add(StackTemplate template, PipelinePlan plan)
    {
        foreach (var repository in plan.Repositories)
        {
            template.Add(
                Id(repository.Name),
                Resource(template, repository),
                repository.IsCache
                    ? "Layers between builds. They hold every stage, sources included, so the repository is as private as the code."
                    : "Its name stands here in letters, so that a repository that a push has made already is taken into the stack as it is."
            );
        }
    }

    public static string Id(string repository) => $"{LogicalId.Of(repository)}Repository";

    private static TemplateMap Resource(StackTemplate template, RepositoryPlan repository)
    {
        var isMutable = repository.IsCache || !repository.IsImmutable || repository.MovingTags.Contains("*");
        var moving = isMutable ? [] : EcrCreation.Filters(repository.Name, repository.Registry, repository.MovingTags, repository.Marks);
        return new()
        {
            { "Type", "AWS::ECR::Repository" },
            { "DeletionPolicy", "RetainExceptOnCreate", "Who deletes the stack keeps the images: something may run them." },
            { "UpdateReplacePolicy", "Retain" },
            {
                "Properties",
                new TemplateMap
                {
                    { "RepositoryName", repository.Name },
                    {
                        "ImageTagMutability",
                        isMutable ? "MUTABLE"
                        : moving.IsEmpty ? "IMMUTABLE"
                        : "IMMUTABLE_WITH_EXCLUSION",
                        isMutable ? null : "A commit's tag means one image for ever, so that a rollback gets what ran."
                    },
                    {
                        "ImageTagMutabilityExclusionFilters",
                        isMutable || moving.IsEmpty
                            ? null
                            : new TemplateList(
                                moving.Select(tag =>
                                    (TemplateNode)
                                        new TemplateMap
                                        {
                                            { "ImageTagMutabilityExclusionFilterType", "WILDCARD" },
                                            { "ImageTagMutabilityExclusionFilterValue", tag },
                                        }
                                )
                            )
                    },
                    {
                        "ImageScanningConfiguration",
                        new TemplateMap { { "ScanOnPush", !repository.IsCache } }
                    },
                    {
                        "LifecyclePolicy",
                        new TemplateMap { { "LifecyclePolicyText", Lifecycle(repository) } }
                    },
                    { "RepositoryPolicyText", Readers(repository) },
                    { "Tags", template.TagList },
                }
            },
        };
    }

    // Whatever an earlier rule matches, later ones leave.
    private static string Lifecycle(RepositoryPlan repository)
    {
        List<JsonObject> rules = [];
        if (repository.IsCache)
        {
            Rule("Layers that were not pushed again", Any("sinceImagePushed", CacheDays));
        }
        else
        {
            foreach (var mark in repository.Marks)
            {
                Rule("What is deployed, and what was deployed before it: never", Tagged(mark, Never));
            }

            Rule("Images that lost their tags", Untagged());
            Rule(Invariant($"The last {KeptReleases} releases are kept"), Tagged("*", KeptReleases));
        }

        // A rule a line.
        return $"{{\n  \"rules\": [\n{string.Join(",\n", rules.Select(rule => $"    {rule.ToJsonString(Layout)}"))}\n  ]\n}}\n";

        void Rule(string description, JsonObject selection) =>
            rules.Add(
                new()
                {
                    ["rulePriority"] = rules.Count + 1,
                    ["description"] = description,
                    ["selection"] = selection,
                    ["action"] = new JsonObject { ["type"] = "expire" },
                }
            );
    }

    private static JsonObject Tagged(string pattern, int count) =>
        new()
        {
            ["tagStatus"] = "tagged",
            ["tagPatternList"] = new JsonArray(pattern),
            ["countType"] = "imageCountMoreThan",
            ["countNumber"] = count,
        };

    private static JsonObject Untagged() => Any("sinceImagePushed", UntaggedDays, "untagged");

    private static JsonObject Any(string countType, int days, string status = "any") =>
        new()
        {
            ["tagStatus"] = status,
            ["countType"] = countType,
            ["countUnit"] = "days",
            ["countNumber"] = days,
        };

    private static TemplateMap? Readers(RepositoryPlan repository) =>
        repository.IsCache || repository.Readers.IsEmpty
            ? null
            : StackRole.Document(
                repository.Readers.Select(reader => new Statement(
                    $"PulledIn{reader.Account}",
                    "starting tasks in another account",
                    ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    []
                )
                {
                    Principal = new TemplateMap { { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::{reader.Account}:root") } },
                    Conditions = [new("ArnEquals", "aws:PrincipalArn", reader.Roles)],
                    Comment =
                        "By a condition and not as the principal: a role that is made anew keeps its right, and one that is not there yet is no fault.",
                })
            );
}
