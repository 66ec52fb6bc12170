using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Deploying;

/// <summary>Looks at a stack and at all that its deployment needs, before anything is changed.</summary>
internal sealed class StackPreparation(StackRun run, StackRequest request)
{
    private readonly StackConnections connections = new(run);

    /// <param name="waits">Whether a connection that is pending is waited for.</param>
    /// <exception cref="StevedoreException">It cannot be deployed.</exception>
    public async Task<PreparedStack> Prepare(StackTarget target, bool waits)
    {
        var api = run.Api(target);
        var template =
            TemplateReader.Read(target.Template, target.Path) as TemplateMap
            ?? throw new StevedoreException(
                $"Cannot deploy {target}",
                $"{target.Path} is no template",
                "`stevedore init --pipeline` makes it."
            );
        var (arn, account) = await run.Caller(target);
        var there = await api.Find(target.Name);
        var condition = StackFacts.ConditionOf(there);
        var body = condition is StackCondition.Absent or StackCondition.Reviewed ? null : await api.Template(there!.StackId!);
        if (there is not null && body is not null)
        {
            CheckOwner(target, there, body);
        }
        else if (condition == StackCondition.Reviewed)
        {
            await CheckChangeSets(target, api);
        }

        var values = await Values(target, account, waits);
        TemplateUpload.Check(target);
        // One that could not be created is deleted first, and its values with it.
        var isNew = body is null || condition == StackCondition.Failed;
        CreateChangeSetRequest changeSet = new()
        {
            StackName = target.Name,
            ChangeSetType = isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE,
            Parameters = [.. StackParameters.Of(target, template, values, isNew ? null : there)],
            Capabilities = [.. ((string[])["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]).Union(request.Capabilities)],
            // Repositories that a push has made are taken into the stack as they are.
            ImportExistingResources = true,
            RoleARN = request.Role,
            Tags = [new() { Key = StackFacts.TagKey, Value = target.Pipeline }, .. Others(there)],
            Description = arn is null ? "Stevedore" : OutsideText.Cut($"Stevedore for {arn}", 1024),
        };
        changeSet.ChangeSetName = ChangeSetName.Of(changeSet, target.Template);
        return new(target, condition, there, changeSet)
        {
            Template = template,
            Before = isNew ? null : TemplateReader.Read(body!, $"the template of {target}") as TemplateMap,
        };
    }

    // Tags that others have given a stack are theirs.
    private static IEnumerable<Tag> Others(Stack? there) => (there?.Tags ?? []).Where(tag => tag.Key != StackFacts.TagKey);

    // Executed, a change set makes the stack, and those of others go with its name.
    private static async Task CheckChangeSets(StackTarget target, CloudFormationApi api)
    {
        if ((await api.ChangeSets(target.Name)).FirstOrDefault(name => !ChangeSetName.IsOurs(name)) is { } other)
        {
            throw new StevedoreException(
                $"Cannot deploy {target}",
                $"a change set of somebody else, '{OutsideText.Line(other, 120)}', waits to create a stack of that name",
                $"Execute or delete that one (`aws cloudformation delete-change-set --stack-name {target.Name} --change-set-name {OutsideText.Line(other, 120)} --region {target.Region}`), or give the pipeline another name."
            );
        }
    }

    private static void CheckOwner(StackTarget target, Stack there, string body)
    {
        var owner = (there.Tags ?? []).Find(tag => tag.Key == StackFacts.TagKey)?.Value;
        // Whoever deploys by hand with our template tags nothing.
        if (owner == target.Pipeline || (owner is null && StackFacts.IsOfOurTemplate(body)))
        {
            return;
        }

        throw new StevedoreException(
            $"Cannot deploy {target}",
            owner is null
                ? "there is a stack of that name that Stevedore has not made"
                : $"the stack of that name is that of the pipeline '{OutsideText.Line(owner, 80)}'",
            $"Give the pipeline another name in stevedore.json, or another region in pipelines.{target.Pipeline}.region."
        );
    }

    private async Task<Dictionary<string, string>> Values(StackTarget target, string? caller, bool waits)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var (key, value) in target.Parameters)
        {
            if (!ParameterFile.IsConnection(key) || value.Length == 0)
            {
                values[key] = value;
                continue;
            }

            var connection = values[key] = await connections.Find(target, value, target.Account ?? caller);
            if (waits)
            {
                await connections.Await(target, connection);
            }
            else if (await connections.IsPending(target, connection))
            {
                run.Warn($"The connection {connection} is pending: until somebody does its handshake, the pipeline reads nothing.");
            }
        }

        return values;
    }
}
