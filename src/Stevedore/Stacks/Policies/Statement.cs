using Stevedore.Aws.Permissions;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Policies;

/// <summary>A statement of a policy in a template.</summary>
/// <param name="Sid">What it is for, in one word of letters and digits.</param>
/// <param name="Step">The step that needs it.</param>
/// <param name="Actions">The IAM actions.</param>
/// <param name="Resources">ARNs, with <c>${…}</c> for what the stack knows.</param>
internal sealed record Statement(string Sid, string Step, ImmutableArray<string> Actions, ImmutableArray<string> Resources)
{
    /// <summary>What it is limited by.</summary>
    public ImmutableArray<StatementCondition> Conditions { get; init; } = [];

    /// <summary>What a policy of a resource says of whom it allows; null in the policy of a role.</summary>
    public TemplateNode? Principal { get; init; }

    public bool IsDeny { get; init; }

    /// <summary>Why it is as wide as it is, for who reads the template; null where that is plain.</summary>
    public string? Comment { get; init; }

    /// <summary>The same as a template holds it.</summary>
    public TemplateMap ToNode()
    {
        TemplateMap node = new()
        {
            { "Sid", Sid, Comment },
            { "Effect", IsDeny ? "Deny" : "Allow" },
            { "Principal", Principal },
            { "Action", Texts(Actions) },
            { "Resource", Resources.IsEmpty ? null : Texts(Resources) },
        };
        if (!Conditions.IsEmpty)
        {
            TemplateMap conditions = [];
            foreach (var group in Conditions.GroupBy(condition => condition.Operator))
            {
                TemplateMap keys = [];
                foreach (var condition in group)
                {
                    keys.Add(condition.Key, Texts(condition.Values));
                }

                conditions.Add(group.Key, keys);
            }

            node.Add("Condition", conditions);
        }

        return node;
    }

    private static TemplateNode Texts(ImmutableArray<string> texts) =>
        texts is [var only] ? Intrinsic.Sub(only) : new TemplateList(texts.Select(Intrinsic.Sub));
}

/// <summary>What a statement is limited by.</summary>
/// <param name="Operator">Such as <c>StringEquals</c>.</param>
/// <param name="Key">The condition key.</param>
internal sealed record StatementCondition(string Operator, string Key, params ImmutableArray<string> Values);

/// <summary>Where a stack is: what is said of another place is written out, all else is the stack's own.</summary>
/// <param name="Account">Null where nothing says it.</param>
/// <param name="Region">Null where nothing says it.</param>
internal sealed record StackPlace(string? Account, string? Region)
{
    public const string Partition = "${AWS::Partition}";
    public const string OwnAccount = "${AWS::AccountId}";
    public const string OwnRegion = "${AWS::Region}";
    public const string Suffix = "${AWS::URLSuffix}";

    public string AccountOf(string? account) => account is null || account == Account ? OwnAccount : account;

    public string RegionOf(string? region) => region is null || region == Region ? OwnRegion : region;

    /// <summary>The ARN of something of this stack's account and region.</summary>
    public static string Arn(string service, string resource) => $"arn:{Partition}:{service}:{OwnRegion}:{OwnAccount}:{resource}";

    /// <summary>The resource of a permission.</summary>
    public string Fill(string text, PermissionPlace place) =>
        place.IsArn && text != "*"
            ? place.Name!
            : text.Replace("{partition}", Partition, StringComparison.Ordinal)
                .Replace("{suffix}", Suffix, StringComparison.Ordinal)
                .Replace("{region}", RegionOf(place.Region), StringComparison.Ordinal)
                .Replace("{account}", AccountOf(place.Account), StringComparison.Ordinal)
                .Replace("{name}", place.Name ?? "*", StringComparison.Ordinal);
}
