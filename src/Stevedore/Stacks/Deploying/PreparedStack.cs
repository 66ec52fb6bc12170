using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Deploying;

/// <summary>A stack that was looked at: what it is, and what it is to be.</summary>
/// <param name="Target">Where and of what.</param>
/// <param name="There">Null where it is not there, or only looked at.</param>
/// <param name="Request">The change set that is to be made.</param>
internal sealed record PreparedStack(StackTarget Target, StackCondition Condition, Stack? There, CreateChangeSetRequest Request)
{
    /// <summary>What it is to be.</summary>
    public required TemplateMap Template { get; init; }

    /// <summary>What it is; null where it is not there.</summary>
    public TemplateMap? Before { get; init; }

    public bool IsNew => Condition is StackCondition.Absent or StackCondition.Reviewed or StackCondition.Failed;

    /// <summary>Where the template says otherwise than that of the stack.</summary>
    public ImmutableArray<string> TemplateDifferences =>
        Before is null
            ? []
            : [.. TemplateDifference.Of(Before, Template), .. StackParameters.Differences(Request.Parameters ?? [], There, Template)];

    /// <summary>What roles and policies allow then, and do not now.</summary>
    public ImmutableArray<string> Permissions => PermissionWidening.Of(Before, Template);

    /// <summary>Where the template that is made now says otherwise than the file of the repository; comments and layout are no difference.</summary>
    public ImmutableArray<string> FileDifferences
    {
        get
        {
            if (Target.Committed is not { } committed || committed.ReplaceLineEndings("\n") == Target.Template)
            {
                return [];
            }

            try
            {
                return TemplateReader.Read(committed, Target.Path) is TemplateMap file
                    ? TemplateDifference.Of(file, Template)
                    : ["the file is no template"];
            }
            catch (StevedoreException fault)
            {
                return [$"the file cannot be read: {fault.Why}"];
            }
        }
    }
}
