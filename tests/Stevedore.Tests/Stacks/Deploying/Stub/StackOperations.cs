using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What happens to stacks after a call: resource by resource, and back where one fails.</summary>
internal sealed class StackOperations(StubStacks stacks)
{
    /// <summary>A resource type that the region does not have.</summary>
    public string? Unknown { get; set; }

    /// <summary>A capability that templates need.</summary>
    public string? Capability { get; set; }

    /// <summary>What lies in the bucket.</summary>
    public string Uploaded { get; set; } = "";

    public void Execute(EcsStub stub, StubChangeSet made, string? token)
    {
        var stack = made.Stack;
        var isNew = stack.Status == "REVIEW_IN_PROGRESS";
        var verb = isNew ? "CREATE" : "UPDATE";
        made.Execution = "EXECUTE_IN_PROGRESS";
        stack.ChangeSetId = made.Id;
        stack.Updated = isNew ? null : stub.Now;
        stack.Set($"{verb}_IN_PROGRESS", "User Initiated", token);
        var before = stack.Template;
        double at = 1;
        foreach (var (action, id, resource) in made.Changes.Where(change => change.Action != "Remove"))
        {
            var type = StubStack.TypeOf(resource);
            var physical = stack.PhysicalOf(id, resource);
            var word = action switch
            {
                "Add" => "CREATE",
                "Import" => "IMPORT",
                _ => "UPDATE",
            };
            stub.After(at, () => stack.SetResource(id, type, physical, $"{word}_IN_PROGRESS"));
            at += made.Script.Seconds;
            if (made.Script.Failure is { } failure && failure.Resource == id)
            {
                stub.After(at, () => stack.SetResource(id, type, physical, $"{word}_FAILED", failure.Reason));
                Fail(stub, made, isNew, before, at + 1, id);
                return;
            }

            stub.After(at, () => stack.SetResource(id, type, physical, $"{word}_COMPLETE"));
        }

        stub.After(
            at + 1,
            () =>
            {
                foreach (var (_, id, resource) in made.Changes.Where(change => change.Action == "Remove"))
                {
                    stack.SetResource(id, StubStack.TypeOf(resource), stack.Resources[id].Physical, "DELETE_COMPLETE");
                    stack.Resources.Remove(id);
                }

                Take(made);
                stack.Set($"{verb}_COMPLETE", null, token);
                made.Execution = "EXECUTE_COMPLETE";
            }
        );
    }

    public void Delete(EcsStub stub, StubStack stack, StackScript script, string? token)
    {
        stack.Set("DELETE_IN_PROGRESS", "User Initiated", token);
        double at = 1;
        var failed = false;
        foreach (
            var (id, resource) in stack
                .Resources.Where(resource => !resource.Value.Status.EndsWith("DELETE_COMPLETE", StringComparison.Ordinal))
                .Reverse()
                .ToArray()
        )
        {
            at += script.Seconds;
            if (script.Failure is { } failure && failure.Resource == id)
            {
                failed = true;
                stub.After(at, () => stack.SetResource(id, resource.Type, resource.Physical, "DELETE_FAILED", failure.Reason));
                continue;
            }

            var stays =
                StubStack.ResourcesOf(stack.Template)[id] is Stevedore.Stacks.Yaml.TemplateMap map && map["DeletionPolicy"] is not null;
            if (stays && resource.Physical is { } name && resource.Type == "AWS::ECR::Repository")
            {
                stub.After(at, () => stacks.Repositories.Add(name));
            }

            stub.After(at, () => stack.SetResource(id, resource.Type, resource.Physical, stays ? "DELETE_SKIPPED" : "DELETE_COMPLETE"));
        }

        stub.After(
            at + 1,
            () =>
                stack.Set(
                    failed ? "DELETE_FAILED" : "DELETE_COMPLETE",
                    failed ? "The following resource(s) failed to delete." : null,
                    token
                )
        );
    }

    private static void Take(StubChangeSet made)
    {
        made.Stack.Template = made.Template;
        made.Stack.Parameters = made.Parameters.DeepClone().AsArray();
        made.Stack.Tags = made.Tags.DeepClone().AsArray();
    }

    private static void Fail(EcsStub stub, StubChangeSet made, bool isNew, string before, double at, string failed)
    {
        var stack = made.Stack;
        var prefix = isNew ? "ROLLBACK" : "UPDATE_ROLLBACK";
        stub.After(
            at,
            () =>
            {
                Take(made);
                stack.Set($"{prefix}_IN_PROGRESS", $"The following resource(s) failed to {(isNew ? "create" : "update")}: [{failed}].");
            }
        );
        foreach (
            var (action, id, resource) in made
                .Changes.Where(change => change.Action == "Add")
                .TakeWhile(change => change.Id != failed)
                .Reverse()
        )
        {
            at += made.Script.Seconds;
            stub.After(at, () => stack.SetResource(id, StubStack.TypeOf(resource), stack.PhysicalOf(id, resource), "DELETE_COMPLETE"));
        }

        stub.After(
            at + 1,
            () =>
            {
                stack.Template = isNew ? stack.Template : before;
                stack.Set(made.Script.IsRollbackStuck ? $"{prefix}_FAILED" : $"{prefix}_COMPLETE");
                made.Execution = "EXECUTE_FAILED";
            }
        );
    }
}
