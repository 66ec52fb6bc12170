using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds every policy of a template against what IAM knows: actions, resources, conditions, principals; and against least privilege.</summary>
internal sealed partial class PolicyCheck
{
    // Actions that a service performs in several forms, of which a policy is to name all.
    private static readonly string[] UnavoidableWildcards = ["kms:ReEncrypt*", "kms:GenerateDataKey*"];

    // By the service's own documentation, narrowed by a condition and not by the resource.
    private static readonly ImmutableDictionary<string, string> NarrowedByCondition = ImmutableDictionary<string, string>.Empty.Add(
        "ecs:ListTasks",
        "ecs:cluster"
    );

    private static readonly string[] Operators =
    [
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
        "Bool",
        "IpAddress",
        "NotIpAddress",
        "ArnEquals",
        "ArnLike",
        "ArnNotEquals",
        "ArnNotLike",
        "Null",
    ];

    private static readonly string[] ServicePrincipals =
    [
        "cloudformation.amazonaws.com",
        "codebuild.amazonaws.com",
        "codedeploy.amazonaws.com",
        "codepipeline.amazonaws.com",
        "codestar-notifications.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "ecs.amazonaws.com",
        "events.amazonaws.com",
        "logs.amazonaws.com",
        "sns.amazonaws.com",
    ];

    // Keys that say on whose behalf a caller that anyone may be is calling.
    private static readonly string[] NarrowingCallers =
    [
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
    ];

    private readonly Template template;
    private readonly TemplateResolver resolver;
    private readonly List<string> faults = [];

    private PolicyCheck(Template template) => (this.template, resolver) = (template, new(template) { WithHoles = true });

    [GeneratedRegex(@"arn:aws(-[a-z-]+)?:[^\s""']*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiteralArn { get; }

    // An ARN of which nothing is left open is a person's own, and names the partition that it is in.
    [GeneratedRegex(@"^arn:aws(-[a-z-]+)?:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:[^*?$]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeArn { get; }

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Alphanumeric { get; }

    [GeneratedRegex(
        @"^((?<account>[0-9]{12})|arn:[^:]+:iam::([0-9]{12}|\uFFFC):(root|(role|user)/[^*?]+)|\uFFFC)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ExactPrincipal { get; }

    public static ImmutableArray<string> Faults(Template template)
    {
        var check = new PolicyCheck(template);
        foreach (var resource in template.Resources)
        {
            check.Partition(resource.Path, resource.Body);
        }

        foreach (var document in PolicyDocument.In(template))
        {
            check.Document(document);
        }

        foreach (var role in template.OfType("AWS::IAM::Role"))
        {
            check.Size(
                $"{role.Path}.Properties.Policies",
                role.Properties["Policies"].Elements().Select(policy => policy.Map()["PolicyDocument"]),
                10_240
            );
            check.Size($"{role.Path}.Properties.AssumeRolePolicyDocument", [role.Properties["AssumeRolePolicyDocument"]], 2_048);
        }

        foreach (var policy in template.OfType("AWS::IAM::ManagedPolicy"))
        {
            check.Size($"{policy.Path}.Properties.PolicyDocument", [policy.Properties["PolicyDocument"]], 6_144);
        }

        return [.. check.faults];
    }

    private void Partition(string path, Node node)
    {
        switch (node)
        {
            case Scalar scalar:
                foreach (var arn in LiteralArn.Matches(scalar.Text).Select(match => match.Value).Where(arn => !WholeArn.IsMatch(arn)))
                {
                    faults.Add($"{path}: '{arn}' names its partition; write ${{AWS::Partition}}.");
                }

                break;
            case Function function:
                Partition(path, function.Argument);
                break;
            case Sequence sequence:
                foreach (var (index, item) in sequence.Items.Index())
                {
                    Partition($"{path}[{index}]", item);
                }

                break;
            case Mapping mapping:
                foreach (var (key, value) in mapping.Entries)
                {
                    Partition($"{path}.{key}", value);
                }

                break;
            default:
                break;
        }
    }

    private void Size(string path, IEnumerable<Node?> documents, int most)
    {
        var length = documents.Sum(document => resolver.Resolve(document).Show().Count(character => !char.IsWhiteSpace(character)));
        if (length > most)
        {
            faults.Add(Invariant($"{path}: about {length:N0} characters, {most:N0} are allowed."));
        }
    }

    private void Document(PolicyDocument document)
    {
        if (document.Body is not Mapping body)
        {
            faults.Add($"{document.Path}: must be a map, so that it can be checked.");
            return;
        }

        if (body["Version"].Text() != "2012-10-17")
        {
            faults.Add($"{document.Path}.Version: must be 2012-10-17.");
        }

        foreach (var key in body.Keys.Except(["Version", "Id", "Statement"]))
        {
            faults.Add($"{document.Path}.{key}: a policy has no such key.");
        }

        var statements = document.Statements.ToArray();
        if (statements.Length == 0)
        {
            faults.Add($"{document.Path}.Statement: there is none.");
        }

        foreach (
            var twice in statements
                .GroupBy(statement => statement.Body["Sid"].Text())
                .Where(group => group.Key is not null && group.Count() > 1)
        )
        {
            faults.Add($"{document.Path}: the Sid '{twice.Key}' stands twice.");
        }

        foreach (var (path, statement) in statements)
        {
            Statement(document, path, statement);
        }
    }

    private void Statement(PolicyDocument document, string path, Mapping body)
    {
        foreach (var key in body.Keys.Where(key => key is "NotAction" or "NotResource" or "NotPrincipal"))
        {
            faults.Add($"{path}.{key}: says what is left out, and so allows what nobody listed.");
        }

        foreach (
            var key in body.Keys.Except([
                "Sid",
                "Effect",
                "Principal",
                "Action",
                "Resource",
                "Condition",
                "NotAction",
                "NotResource",
                "NotPrincipal",
            ])
        )
        {
            faults.Add($"{path}.{key}: a statement has no such key.");
        }

        if (body["Sid"] is { } sid && !Alphanumeric.IsMatch(sid.Show()))
        {
            faults.Add($"{path}.Sid: '{sid.Show()}' must have letters and digits only.");
        }

        var effect = body["Effect"].Text();
        if (effect is not ("Allow" or "Deny"))
        {
            faults.Add($"{path}.Effect: '{body["Effect"].Show()}' is neither Allow nor Deny.");
        }

        var actions = Texts(body["Action"]);
        var conditions = PolicyCondition.In(resolver.Resolve(body["Condition"]).Map());
        var isDeny = effect == "Deny";
        Actions(document, path, actions, isDeny);
        Principals(document, path, body["Principal"], isDeny, conditions);
        Resources(document, path, body["Resource"], actions, isDeny, conditions);
        Conditions(path, actions, conditions);
        PassRole(path, actions, conditions, isDeny);
    }

    private ImmutableArray<string> Texts(Node? node) => [.. resolver.Resolve(node).Elements().Select(one => one.Show())];

    private void Actions(PolicyDocument document, string path, ImmutableArray<string> actions, bool isDeny)
    {
        if (actions.IsEmpty)
        {
            faults.Add($"{path}.Action: there is none.");
        }

        foreach (var twice in actions.GroupBy(action => action, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add($"{path}.Action: {twice.Key} stands twice.");
        }

        foreach (var action in actions)
        {
            if (action.Contains('*', StringComparison.Ordinal) || action.Contains('?', StringComparison.Ordinal))
            {
                if (!isDeny && !UnavoidableWildcards.Contains(action) && !(document.Kind == PolicyKind.Key && action == "kms:*"))
                {
                    faults.Add($"{path}.Action: {action} allows more than is listed; name the actions.");
                }

                if (action != "*" && !PolicyModel.Matching(action).Any())
                {
                    faults.Add($"{path}.Action: {action} means no action.");
                }
            }
            else if (PolicyModel.Action(action) is not { } known)
            {
                faults.Add($"{path}.Action: there is no action {action}.");
            }
            else if (known.Name != action.Split(':')[1])
            {
                faults.Add($"{path}.Action: {action} is written {action.Split(':')[0]}:{known.Name}.");
            }

            if (document.Kind == PolicyKind.Trust && action != "sts:AssumeRole")
            {
                faults.Add($"{path}.Action: a role is taken by sts:AssumeRole, not {action}.");
            }
        }
    }

    private void Principals(PolicyDocument document, string path, Node? principal, bool isDeny, ImmutableArray<PolicyCondition> conditions)
    {
        if (document.Kind == PolicyKind.Identity)
        {
            if (principal is not null)
            {
                faults.Add($"{path}.Principal: a role's own policy has none.");
            }

            return;
        }

        if (principal is null)
        {
            faults.Add($"{path}.Principal: is missing.");
            return;
        }

        if (principal is not Mapping kinds)
        {
            Anyone(path, principal.Show(), document, isDeny, conditions);
            return;
        }

        foreach (var (kind, value) in kinds.Entries)
        {
            foreach (var one in Texts(value))
            {
                Principal(document, path, kind, one, isDeny, conditions);
            }
        }
    }

    private void Principal(
        PolicyDocument document,
        string path,
        string kind,
        string one,
        bool isDeny,
        ImmutableArray<PolicyCondition> conditions
    )
    {
        if (kind == "Service")
        {
            if (!ServicePrincipals.Contains(one))
            {
                faults.Add($"{path}.Principal: '{one}' is not a service that is known here.");
            }
        }
        else if (kind != "AWS")
        {
            faults.Add($"{path}.Principal: {kind} is not used here.");
        }
        else if (one == "*")
        {
            Anyone(path, one, document, isDeny, conditions);
        }
        else if (!ExactPrincipal.IsMatch(one))
        {
            faults.Add($"{path}.Principal: '{one.Replace(Wildcard.Hole, '…')}' is not one exact role, user or account.");
        }
    }

    private void Anyone(string path, string one, PolicyDocument document, bool isDeny, ImmutableArray<PolicyCondition> conditions)
    {
        if (one != "*")
        {
            faults.Add($"{path}.Principal: '{one}' must be a map.");
        }
        else if (!isDeny && (document.Kind == PolicyKind.Trust || !conditions.Any(condition => NarrowingCallers.Contains(condition.Key))))
        {
            faults.Add($"{path}.Principal: * lets anyone in.");
        }
    }

    private void Resources(
        PolicyDocument document,
        string path,
        Node? node,
        ImmutableArray<string> actions,
        bool isDeny,
        ImmutableArray<PolicyCondition> conditions
    )
    {
        if (document.Kind is PolicyKind.Trust or PolicyKind.Repository)
        {
            if (node is not null)
            {
                faults.Add($"{path}.Resource: this kind of policy has none.");
            }

            return;
        }

        var resources = Texts(node);
        if (resources.IsEmpty)
        {
            faults.Add($"{path}.Resource: there is none.");
        }

        if (document.Kind == PolicyKind.Key)
        {
            if (resources is not ["*"])
            {
                faults.Add($"{path}.Resource: in the policy of a key it is *, the key.");
            }

            return;
        }

        foreach (var resource in resources.Where(resource => !isDeny || resource != "*"))
        {
            Resource(path, resource, actions, isDeny, conditions);
        }
    }

    private void Resource(
        string path,
        string resource,
        ImmutableArray<string> actions,
        bool isDeny,
        ImmutableArray<PolicyCondition> conditions
    )
    {
        var shown = resource.Replace(Wildcard.Hole, '…');
        if (resource != "*" && resource != $"{Wildcard.Hole}" && resource.Split(':', 6) is var parts)
        {
            if (parts.Length < 6 || parts[0] != "arn")
            {
                faults.Add($"{path}.Resource: '{shown}' is no ARN.");
                return;
            }

            if (!isDeny && (parts[..5].Any(part => part.Contains('*', StringComparison.Ordinal)) || parts[5] == "*"))
            {
                faults.Add($"{path}.Resource: '{shown}' leaves open whose resource it is.");
            }
        }

        foreach (var name in actions)
        {
            foreach (
                var one in isDeny ? []
                : UnavoidableWildcards.Contains(name) ? PolicyModel.Matching(name)
                : [name]
            )
            {
                if (PolicyModel.Action(one) is { } action)
                {
                    Fits(path, resource, shown, one, action, conditions);
                }
            }
        }
    }

    private void Fits(
        string path,
        string resource,
        string shown,
        string name,
        PolicyAction action,
        ImmutableArray<PolicyCondition> conditions
    )
    {
        var model = PolicyModel.Services[name.Split(':')[0]];
        if (resource == "*")
        {
            var narrowed = NarrowedByCondition.TryGetValue(name, out var key) && conditions.Any(condition => condition.Key == key);
            if (!action.Resources.IsEmpty && !narrowed)
            {
                faults.Add($"{path}.Resource: * is wider than {name} needs: it takes {string.Join(", ", action.Resources)}.");
            }
        }
        else if (action.Resources.IsEmpty)
        {
            faults.Add($"{path}.Resource: {name} cannot be narrowed to '{shown}'; it takes * only.");
        }
        else if (!action.Resources.Any(type => ArnPattern.Fits(resource, model.Arns[type])))
        {
            faults.Add($"{path}.Resource: '{shown}' is nothing that {name} works on: it takes {string.Join(", ", action.Resources)}.");
        }
    }

    private void Conditions(string path, ImmutableArray<string> actions, ImmutableArray<PolicyCondition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (!Operators.Contains(condition.Comparison))
            {
                faults.Add($"{path}.Condition.{condition.Operator}: there is no such operator.");
                continue;
            }

            if (PolicyModel.TypeOf(condition.Key) is not { } type)
            {
                faults.Add($"{path}.Condition.{condition.Operator}: there is no key {condition.Key}.");
                continue;
            }

            if (!TakesType(condition.Comparison, type))
            {
                faults.Add($"{path}.Condition.{condition.Operator}: {condition.Key} is {type}, which this does not compare.");
            }

            var isSet = type.StartsWith("ArrayOf", StringComparison.Ordinal);
            if (condition.Comparison != "Null" && isSet != condition.Set is not null)
            {
                faults.Add(
                    $"{path}.Condition.{condition.Operator}: {condition.Key} has {(isSet ? "several values; say ForAnyValue or ForAllValues" : "one value; say neither ForAnyValue nor ForAllValues")}."
                );
            }

            foreach (var action in actions.Where(action => PolicyModel.Action(action) is { } known && !Knows(known, condition.Key)))
            {
                faults.Add($"{path}.Condition.{condition.Operator}: {action} does not know {condition.Key}.");
            }
        }
    }

    private static bool Knows(PolicyAction action, string key) =>
        PolicyModel.IsGlobal(key) || action.Keys.Any(known => PolicyModel.IsKey(known, key));

    private static bool TakesType(string comparison, string type) =>
        comparison == "Null"
        || type.Replace("ArrayOf", "", StringComparison.Ordinal) switch
        {
            "ARN" => comparison.StartsWith("Arn", StringComparison.Ordinal) || comparison.StartsWith("String", StringComparison.Ordinal),
            "Bool" => comparison == "Bool",
            "Numeric" => comparison.StartsWith("Numeric", StringComparison.Ordinal),
            "Date" => comparison.StartsWith("Date", StringComparison.Ordinal),
            "IPAddress" => comparison.EndsWith("IpAddress", StringComparison.Ordinal),
            _ => comparison.StartsWith("String", StringComparison.Ordinal),
        };

    private void PassRole(string path, ImmutableArray<string> actions, ImmutableArray<PolicyCondition> conditions, bool isDeny)
    {
        if (!isDeny && actions.Contains("iam:PassRole") && !conditions.Any(condition => condition.Key == "iam:PassedToService"))
        {
            faults.Add($"{path}.Condition: iam:PassRole must say to which service, by iam:PassedToService.");
        }
    }
}
