using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Projects that would not build.</summary>
internal static class PipelineBuildCheck
{
    public static void Of(Pipeline pipeline)
    {
        var build = pipeline.Node["build"];
        if (build?["image"] is { Value: { } image } said)
        {
            var isArm = build.TextOf("platform") == "linux/arm64";
            if (isArm && IsX86(image))
            {
                pipeline.Add(
                    said,
                    "build.image",
                    $"'{image}' runs on x86, and the platform is linux/arm64",
                    "write aws/codebuild/amazonlinux-aarch64-standard:4.0, or set build.platform to linux/amd64"
                );
            }
            else if (!isArm && image.Contains("aarch64", StringComparison.Ordinal))
            {
                pipeline.Add(
                    said,
                    "build.image",
                    $"'{image}' runs on Arm, and the platform is linux/amd64",
                    "write aws/codebuild/amazonlinux-x86_64-standard:6.0, or set build.platform to linux/arm64"
                );
            }
        }

        if (build is not null && (build["buildx"] is null) != (build["buildxChecksum"] is null))
        {
            pipeline.Add(
                build["buildx"] ?? build["buildxChecksum"]!,
                "build.buildxChecksum",
                "a release and its checksum belong together",
                "write both, or neither: what is installed is held against its checksum"
            );
        }

        PullRequests(pipeline);
    }

    // arm64 images of CodeBuild have aarch64 in their names, and the others standard:7.0 or x86_64.
    private static bool IsX86(string image) =>
        image.Contains("x86_64", StringComparison.Ordinal) || image.StartsWith("aws/codebuild/standard:", StringComparison.Ordinal);

    private static void PullRequests(Pipeline pipeline)
    {
        if (
            pipeline.Node["pullRequests"] is { } said
            && (pipeline.SourceType is not ("connection" or "github-v1") || pipeline.Provider == "azure-devops")
        )
        {
            pipeline.Add(
                said,
                "pullRequests",
                "CodeBuild is not told of pull requests there",
                "leave it out: it builds those of GitHub, GitLab and Bitbucket"
            );
        }
        else if (pipeline.Node["pullRequests"] is { } settings)
        {
            Connection(pipeline, settings);
        }
    }

    // What a build's role may do, what is built may do: the token of the connection is good for all that it leads to.
    private static void Connection(Pipeline pipeline, SettingNode settings)
    {
        var own = settings["connection"];
        if (own is not null && pipeline.SourceType != "connection")
        {
            pipeline.Add(
                own,
                "pullRequests.connection",
                $"a source of type {pipeline.SourceType} has none",
                "leave it out, or set type to connection"
            );
        }
        else if (own is { Value: { } connection })
        {
            PipelineSourceCheck.Account(pipeline, own, "pullRequests.connection", connection);
        }

        if (
            settings["forks"] is { } forks
            && settings.FlagOf("forks") == true
            && pipeline.SourceType == "connection"
            && (own?.Value is null || own.Value == pipeline.Source?.TextOf("connection"))
        )
        {
            pipeline.Add(
                forks,
                "pullRequests.forks",
                "strangers' code could take the token of the source's connection, which is good for all its repositories",
                "name a connection that leads to this repository alone in pullRequests.connection, or leave forks out"
            );
        }
    }
}
