namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>An action of a pipeline, and what becomes of it each time that it runs; the last goes for every further time.</summary>
internal sealed record ScriptedAction(string Name, string Category, string Provider, double Seconds)
{
    public Queue<ScriptedEnd> Ends { get; } = new([new ScriptedEnd()]);

    /// <summary>What it is configured with.</summary>
    public Dictionary<string, string> Configuration { get; init; } = [];

    /// <summary>What it gives to later ones.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    public static ScriptedAction Source(string name = "Source") => new(name, "Source", "CodeStarSourceConnection", 5);

    public static ScriptedAction Build(string name = "Build") =>
        new(name, "Build", "CodeBuild", 60) { Configuration = { ["ProjectName"] = "shop" } };

    public static ScriptedAction Approval(string name = "Approve", string? text = null, string? link = null)
    {
        ScriptedAction action = new(name, "Approval", "Manual", 0);
        if (text is not null)
        {
            action.Configuration["CustomData"] = text;
        }

        if (link is not null)
        {
            action.Configuration["ExternalEntityLink"] = link;
        }

        return action;
    }

    public static ScriptedAction Deploy(string name = "Deploy", string provider = "ECS") => new(name, "Deploy", provider, 90);

    public ScriptedAction Ending(params ScriptedEnd[] ends)
    {
        Ends.Clear();
        Array.ForEach(ends, Ends.Enqueue);
        return this;
    }
}

/// <summary>What becomes of an action.</summary>
internal sealed record ScriptedEnd(string Status = "Succeeded", string? Code = null, string? Message = null)
{
    /// <summary>What runs it elsewhere, such as a build.</summary>
    public string? External { get; init; }

    public string? Url { get; init; }

    public string? LogStreamArn { get; init; }
}
