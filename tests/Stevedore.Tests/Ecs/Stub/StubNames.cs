namespace Stevedore.Tests.Ecs;

/// <summary>Makes the identifiers of what is new: each once, and the same in each run.</summary>
internal sealed class StubNames
{
    private int tasks;
    private int deployments;
    private int serviceDeployments;
    private int revisions;
    private int events;

    public string Task() => $"{++tasks:x8}c2f44d1e9b7a53f06e8d1a2b";

    public string Deployment() => $"ecs-svc/{9000000000000000000 + ++deployments}";

    public string ServiceDeployment() => $"Dpl{++serviceDeployments:d4}kXq-7VwRt2_mNb";

    public string Revision() => $"{4980306466373577000 + ++revisions}";

    public string Event() => $"{++events:x8}-5b1c-4c1e-9d0f-3a7e2b6c8d90";

    public static string Arn(string service, string resource) => $"arn:aws:{service}:{EcsStub.Region}:{EcsStub.Account}:{resource}";

    /// <summary>What stands last in a name.</summary>
    public static string Last(string arn) => arn.Split('/')[^1];
}
