using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;
using Stevedore.Stacks.Watching;

namespace Stevedore.Stacks;

/// <summary>What CloudFormation of one region is asked, with the credentials of one role. Every fault says what was being done, and what would allow it.</summary>
internal sealed class CloudFormationApi(
    IAwsClients aws,
    string region,
    string? role,
    TimeProvider clock,
    Action<string> warn,
    CancellationToken cancellation
) : IDisposable
{
    private static readonly TimeSpan LongestExplanation = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private readonly IAmazonCloudFormation stacks = aws.Create<AmazonCloudFormationConfig, IAmazonCloudFormation>(
        region,
        role,
        (credentials, to) => new AmazonCloudFormationClient(credentials, to)
    );
    private readonly Patience patience = new(clock, LongestSilence, "It is asked again; what was begun goes on meanwhile.", warn);

    // What can be left out keeps nobody waiting, and needs no warning.
    private readonly Patience brief = new(clock, LongestExplanation, "", _ => { });

    public string Region => region;

    /// <summary>Ends what is asked.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Null where there is none of that name or id.</summary>
    public Task<Stack?> Find(string stack) =>
        Ask<Stack?>(
            $"Cannot look up the stack '{Name(stack)}'",
            CloudFormationPermissions.LookUp,
            "cloudformation:DescribeStacks",
            stack,
            async token =>
            {
                try
                {
                    return (await stacks.DescribeStacksAsync(new() { StackName = stack }, token)).Stacks?.FirstOrDefault();
                }
                catch (AmazonCloudFormationException cause) when (StackFaults.IsMissing(cause))
                {
                    return null;
                }
            }
        );

    /// <summary>What a stack holds.</summary>
    public Task<ImmutableArray<StackResourceSummary>> Resources(string stack) =>
        AwsPages.All(async next =>
        {
            var page = await Ask(
                $"Cannot list what the stack '{Name(stack)}' holds",
                CloudFormationPermissions.LookUp,
                "cloudformation:ListStackResources",
                stack,
                token => stacks.ListStackResourcesAsync(new() { StackName = stack, NextToken = next }, token)
            );
            return (page.StackResourceSummaries, page.NextToken);
        });

    /// <summary>The template of a stack, as it was given.</summary>
    public async Task<string?> Template(string stack) =>
        (
            await Ask(
                $"Cannot read the template of the stack '{Name(stack)}'",
                CloudFormationPermissions.LookUp,
                "cloudformation:GetTemplate",
                stack,
                token => stacks.GetTemplateAsync(new() { StackName = stack, TemplateStage = TemplateStage.Original }, token)
            )
        ).TemplateBody;

    /// <summary>Null where there is none of that name, or no such stack.</summary>
    public async Task<DescribeChangeSetResponse?> FindChangeSet(string stack, string name)
    {
        DescribeChangeSetResponse? found = null;
        var changes = await AwsPages.All(async next =>
        {
            var page = await Ask<DescribeChangeSetResponse?>(
                $"Cannot look up the change set '{Name(name)}' of the stack '{Name(stack)}'",
                CloudFormationPermissions.Compare,
                "cloudformation:DescribeChangeSet",
                stack,
                async token =>
                {
                    try
                    {
                        return await stacks.DescribeChangeSetAsync(
                            new()
                            {
                                StackName = stack,
                                ChangeSetName = name,
                                NextToken = next,
                            },
                            token
                        );
                    }
                    catch (ChangeSetNotFoundException)
                    {
                        return null;
                    }
                    catch (AmazonCloudFormationException cause) when (StackFaults.IsMissing(cause))
                    {
                        return null;
                    }
                }
            );
            found = page;
            return (page?.Changes, page?.NextToken);
        });
        if (found is not null)
        {
            found.Changes = [.. changes];
        }

        return found;
    }

    /// <summary>Begins to make a change set.</summary>
    /// <returns>False where there is one of that name.</returns>
    public Task<bool> Create(CreateChangeSetRequest request) =>
        Ask(
            $"Cannot make a change set of the stack '{request.StackName}'",
            CloudFormationPermissions.Compare,
            "cloudformation:CreateChangeSet",
            request.StackName!,
            async token =>
            {
                try
                {
                    _ = await stacks.CreateChangeSetAsync(request, token);
                    return true;
                }
                catch (AlreadyExistsException)
                {
                    return false;
                }
            }
        );

    /// <summary>The names of a stack's change sets.</summary>
    public async Task<ImmutableArray<string>> ChangeSets(string stack)
    {
        var all = await AwsPages.All(async next =>
        {
            var page = await Ask(
                $"Cannot list the change sets of the stack '{Name(stack)}'",
                CloudFormationPermissions.Compare,
                "cloudformation:ListChangeSets",
                stack,
                token => stacks.ListChangeSetsAsync(new() { StackName = stack, NextToken = next }, token)
            );
            return (page.Summaries, page.NextToken);
        });
        return [.. all.Select(one => one.ChangeSetName ?? "")];
    }

    /// <summary>Deletes a change set, if it is there.</summary>
    public Task DeleteChangeSet(string stack, string name) =>
        Ask(
            $"Cannot delete the change set '{Name(name)}' of the stack '{Name(stack)}'",
            CloudFormationPermissions.Compare,
            "cloudformation:DeleteChangeSet",
            stack,
            async token =>
            {
                try
                {
                    _ = await stacks.DeleteChangeSetAsync(new() { StackName = stack, ChangeSetName = name }, token);
                }
                catch (AmazonCloudFormationException cause) when (cause is ChangeSetNotFoundException || StackFaults.IsMissing(cause))
                {
                    // Somebody else has, or an answer did not come.
                }

                return true;
            }
        );

    /// <summary>Lets a change set happen.</summary>
    /// <returns>False where it is being executed already, or cannot be any more: the stack says which.</returns>
    public Task<bool> Execute(string stack, string name, string token) =>
        Ask(
            $"Cannot execute the change set of the stack '{Name(stack)}'",
            CloudFormationPermissions.Deploy,
            "cloudformation:ExecuteChangeSet",
            stack,
            async cancelled =>
            {
                try
                {
                    _ = await stacks.ExecuteChangeSetAsync(
                        new()
                        {
                            StackName = stack,
                            ChangeSetName = name,
                            ClientRequestToken = token,
                        },
                        cancelled
                    );
                    return true;
                }
                catch (InvalidChangeSetStatusException)
                {
                    return false;
                }
            }
        );

    /// <summary>Begins to delete a stack.</summary>
    /// <param name="by">The role that CloudFormation does it with; null for that of the stack, or the caller's credentials.</param>
    public Task Delete(string stack, string token, string? by) =>
        Ask(
            $"Cannot delete the stack '{Name(stack)}'",
            CloudFormationPermissions.Delete,
            "cloudformation:DeleteStack",
            stack,
            cancelled =>
                stacks.DeleteStackAsync(
                    new()
                    {
                        StackName = stack,
                        ClientRequestToken = token,
                        RoleARN = by,
                    },
                    cancelled
                )
        );

    /// <summary>What happened to a stack, oldest first.</summary>
    /// <param name="mark">The event after which it begins; null for that with which the last thing began that was asked of it.</param>
    public async Task<ImmutableArray<StackEvent>> Events(string stack, string? mark)
    {
        List<StackEvent> newestFirst = [];
        await foreach (var happened in NewestFirst(stack))
        {
            if (mark is not null && happened.EventId == mark)
            {
                break;
            }

            newestFirst.Add(happened);
            if (mark is null && StackEventRules.IsBeginning(happened))
            {
                break;
            }
        }

        newestFirst.Reverse();
        return [.. newestFirst];
    }

    /// <summary>The newest event of a stack; empty where there is none.</summary>
    public async Task<string> Mark(string stack)
    {
        await foreach (var happened in NewestFirst(stack))
        {
            return happened.EventId ?? "";
        }

        return "";
    }

    /// <summary>What CloudFormation itself says has failed, oldest first; empty where it may not be asked, or does not know the question.</summary>
    /// <param name="changeSet">What was to be made of it; null for the stack.</param>
    public async Task<ImmutableArray<OperationEvent>> Failures(string stack, string? changeSet)
    {
        try
        {
            var newestFirst = await AwsPages.All(async next =>
            {
                var page = await Ask(
                    $"Cannot tell why the stack '{Name(stack)}' failed",
                    CloudFormationPermissions.Causes,
                    "cloudformation:DescribeEvents",
                    stack,
                    token =>
                        stacks.DescribeEventsAsync(
                            new()
                            {
                                // A change set's ARN names its stack.
                                StackName = changeSet is null ? stack : null,
                                ChangeSetName = changeSet,
                                Filters = new() { FailedEvents = true },
                                NextToken = next,
                            },
                            token
                        ),
                    brief
                );
                return (page.OperationEvents, page.NextToken);
            });
            return [.. newestFirst.Reverse()];
        }
        catch (StevedoreException fault)
        {
            // The stack's own events tell it, too. Of a change set nothing else does.
            if (changeSet is not null && AwsFaults.IsDenied(fault.InnerException))
            {
                warn(fault.Message);
            }

            return [];
        }
    }

    public void Dispose() => stacks.Dispose();

    private IAsyncEnumerable<StackEvent> NewestFirst(string stack) =>
        AwsPages.Of(async next =>
        {
            var page = await Ask(
                $"Cannot follow the stack '{Name(stack)}'",
                CloudFormationPermissions.LookUp,
                "cloudformation:DescribeStackEvents",
                stack,
                token => stacks.DescribeStackEventsAsync(new() { StackName = stack, NextToken = next }, token)
            );
            return (page.StackEvents, page.NextToken);
        });

    private Task<T> Ask<T>(
        string what,
        Permission permission,
        string action,
        string stack,
        Func<CancellationToken, Task<T>> call,
        Patience? within = null
    ) =>
        (within ?? patience).Ask(
            async token =>
            {
                try
                {
                    return await call(token);
                }
                catch (Exception cause) when (AwsFaults.IsFromAws(cause))
                {
                    throw StackFaults.Of(cause, what, permission.On(new(region, null, Name(stack))).For(action), region);
                }
            },
            cancellation
        );

    // arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>
    private static string Name(string stack) => stack.Split('/') is [_, var name, ..] ? name : stack;
}
