namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the triggers of a pipeline against what its sources can fire on.</summary>
internal static class TriggerCheck
{
    public static IEnumerable<string> Faults(PipelineParts pipeline)
    {
        var path = pipeline.Resource.Path;
        var triggers = pipeline.Properties["Triggers"].Elements().Select(trigger => trigger.Map()["GitConfiguration"].Map()).ToArray();
        if (triggers.Length > 50)
        {
            yield return $"{path}: has {triggers.Length} triggers; 50 are allowed.";
        }

        foreach (var twice in triggers.GroupBy(trigger => trigger["SourceActionName"].Show()).Where(group => group.Count() > 1))
        {
            yield return $"{path}: the source '{twice.Key}' has two triggers.";
        }

        foreach (var fault in triggers.SelectMany(trigger => Trigger(pipeline, trigger)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Trigger(PipelineParts pipeline, Mapping trigger)
    {
        var name = trigger["SourceActionName"].Show();
        var path = $"{pipeline.Resource.Path}: the trigger of {name}";
        var source = pipeline.Actions.FirstOrDefault(action => action.StageIndex == 0 && action.Name == name);
        if (source is null)
        {
            yield return $"{path} names no source.";
        }
        else if (source.Type?.Provider != "CodeStarSourceConnection")
        {
            yield return $"{path} names a source of {source.Type?.Provider}; only CodeStarSourceConnection can have one.";
        }

        var pushes = trigger["Push"].Elements();
        var requests = trigger["PullRequest"].Elements();
        if (pushes.IsEmpty && requests.IsEmpty)
        {
            yield return $"{path} fires on nothing.";
        }

        if (pushes.Length > 3 || requests.Length > 3)
        {
            yield return $"{path} has {Math.Max(pushes.Length, requests.Length)} filters of a kind; 3 are allowed.";
        }

        foreach (var fault in pushes.SelectMany(push => Push(path, push.Map())))
        {
            yield return fault;
        }

        foreach (var fault in pushes.Concat(requests).SelectMany(filter => Globs(path, filter.Map())))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Push(string path, Mapping push)
    {
        if (push["Tags"] is not null && (push["Branches"] is not null || push["FilePaths"] is not null))
        {
            yield return $"{path} has tags together with branches or paths in one filter.";
        }

        if (push["Tags"] is null && push["Branches"] is null && push["FilePaths"] is null)
        {
            yield return $"{path} has an empty filter.";
        }
    }

    private static IEnumerable<string> Globs(string path, Mapping filter)
    {
        foreach (var (name, lists) in filter.Entries.Where(entry => entry.Key is "Tags" or "Branches" or "FilePaths"))
        {
            var counts = new[] { "Includes", "Excludes" }.Select(list => lists.Map()[list].Elements().Length).ToArray();
            if (counts.Max() > 8)
            {
                yield return $"{path} has {counts.Max()} patterns of {name} in a list; 8 are allowed.";
            }

            if (counts.Max() == 0)
            {
                yield return $"{path} has no pattern of {name}.";
            }
        }
    }
}
