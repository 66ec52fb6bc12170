namespace Stevedore.Tests.Ecs;

/// <summary>What goes wrong, by plan.</summary>
internal sealed class Faults(EcsStub stub)
{
    private readonly List<(string Operation, int Call, Action Change)> changes = [];
    private readonly Dictionary<string, int> throttled = [];
    private readonly Dictionary<string, StubException> denied = [];
    private readonly Dictionary<string, int> calls = [];
    private readonly HashSet<int> lostBefore = [];
    private readonly HashSet<int> lostAfter = [];
    private int expiredFrom = int.MaxValue;

    /// <summary>How many calls do not find a revision that was registered.</summary>
    public int RevisionHiddenForCalls { get; set; }

    /// <summary>How long a revision that was registered is not found.</summary>
    public TimeSpan RevisionHiddenFor { get; set; }

    /// <summary>How long a new service deployment is not listed.</summary>
    public TimeSpan ServiceDeploymentHiddenFor { get; set; }

    /// <summary>Changes the world just before a call is answered.</summary>
    /// <param name="call">Which of the calls of that operation.</param>
    public void Before(string operation, Action change, int call = 1) => changes.Add((operation, call, change));

    public void Throttle(string operation, int times) => throttled[operation] = times;

    /// <summary>From the call of that number on, counted over all operations.</summary>
    public void ExpireCredentialsFrom(int call) => expiredFrom = call;

    public void RenewCredentials() => expiredFrom = int.MaxValue;

    /// <summary>Denies an operation for want of an action, which is the operation's own where none is named.</summary>
    public void Deny(string operation, string? action = null, string resource = "*", string? because = null) =>
        Fail(
            operation,
            "AccessDeniedException",
            $"User: {stub.Caller} is not authorized to perform: {Action(operation, action)} on resource: {resource} because "
                + (because ?? $"no identity-based policy allows the {Action(operation, action)} action")
        );

    /// <summary>Answers an operation with an error until it is allowed again.</summary>
    public void Fail(string operation, string code, string message, int status = 400) =>
        denied[operation] = new StubException(code, message, status);

    public void Allow(string operation) => denied.Remove(operation);

    /// <summary>Loses the connection at the call of that number, counted over all operations.</summary>
    /// <param name="isDone">Whether the service did what it was asked to before.</param>
    public void LoseConnectionAt(int call, bool isDone = false) => (isDone ? lostAfter : lostBefore).Add(call);

    /// <summary>What happens before the call of that number is answered.</summary>
    public void Before(string operation, int number)
    {
        var call = calls[operation] = calls.GetValueOrDefault(operation) + 1;
        if (lostBefore.Contains(number))
        {
            throw new ConnectionLostException();
        }

        if (number >= expiredFrom)
        {
            throw new StubException("ExpiredTokenException", "The security token included in the request is expired");
        }

        if (throttled.GetValueOrDefault(operation) > 0)
        {
            throttled[operation]--;
            throw new StubException("ThrottlingException", "Rate exceeded");
        }

        foreach (var (_, _, change) in changes.Where(change => change.Operation == operation && change.Call == call).ToArray())
        {
            change();
        }

        if (denied.TryGetValue(operation, out var denial))
        {
            throw denial;
        }
    }

    public void After(int number)
    {
        if (lostAfter.Contains(number))
        {
            throw new ConnectionLostException();
        }
    }

    private string Action(string operation, string? action) => action ?? $"{Prefix(stub.Operations[operation].Service)}:{operation}";

    private static string Prefix(string service) => service == "elbv2" ? "elasticloadbalancing" : service;
}
