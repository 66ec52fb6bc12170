using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Stacks.Deploying;

/// <summary>What the steps of a command about stacks share: whom they ask, whom they tell, and what is left when it is cancelled.</summary>
internal sealed class StackRun
{
    // Of undoing after a signal: whoever waits for the prompt waits no longer.
    private static readonly TimeSpan UntilLeft = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Region, string? Role), CloudFormationApi> apis = [];
    private readonly Dictionary<string, (string? Arn, string? Account)> callers = [];
    private readonly IOutput output;
    private readonly IStackQuestions questions;
    private readonly CleanUp cleanUp;
    private readonly StevedoreRun run;
    private volatile string? goesOn;
    private volatile Func<CancellationToken, Task>? leave;

    /// <summary>Reads nothing yet.</summary>
    public StackRun(StevedoreRun run, IAwsClients aws, TimeProvider clock, CleanUp cleanUp, IOutput output, IStackQuestions questions)
    {
        this.run = run;
        this.output = output;
        this.questions = questions;
        this.cleanUp = cleanUp;
        Aws = aws;
        Clock = clock;
        Cancellation = cleanUp.Cancellation;
        cleanUp.Register(End);
    }

    public IAwsClients Aws { get; }

    public TimeProvider Clock { get; }

    public CancellationToken Cancellation { get; }

    public CloudFormationApi Api(StackTarget target) =>
        apis.TryGetValue((target.Region, target.Role), out var api)
            ? api
            : apis[(target.Region, target.Role)] = new(Aws, target.Region, target.Role, Clock, Warn, Cancellation);

    /// <summary>Who asks, with the role of a stack; nulls where that may not be asked.</summary>
    public async Task<(string? Arn, string? Account)> Caller(StackTarget target)
    {
        var key = target.Role ?? "";
        if (callers.TryGetValue(key, out var known))
        {
            return known;
        }

        using var sts = Aws.SecurityToken(target.Region, target.Role);
        try
        {
            var answer = await sts.GetCallerIdentityAsync(new(), Cancellation);
            return callers[key] = (answer.Arn, answer.Account);
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return callers[key] = (null, null);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, "Cannot tell whose account it is", CallerPermissions.Identify.On(new()));
        }
    }

    /// <summary>Asks whether to go on, unless that was said before.</summary>
    /// <param name="what">What is not done otherwise, as the beginning of an error.</param>
    /// <exception cref="StevedoreException">Nobody is there, or the answer was no.</exception>
    public void Confirm(StackRequest request, string question, string what)
    {
        if (request.IsConfirmed)
        {
            return;
        }

        if (!questions.IsPossible)
        {
            throw new StevedoreException(what, "nobody is there to be asked", "Look at the lines above, and pass --yes if they are meant.");
        }

        if (!questions.Ask(question))
        {
            throw new StevedoreException(what, "the answer was no", "Nothing of it was changed.");
        }
    }

    public void Tell(string line) => output.Lines([line]);

    public void Tell(IEnumerable<string> lines) => output.Lines(lines);

    public void Warn(string note) => run.Cake.Log.Warn(note);

    /// <summary>From here on a stack changes, whatever becomes of this process; null for none.</summary>
    /// <param name="what">What goes on, as a sentence without its end.</param>
    public void GoesOn(string? what) => goesOn = what;

    /// <summary>What is to be removed if this process is told to end; null for nothing.</summary>
    public void Leaves(StackTarget target, Func<CloudFormationApi, Task>? remove) =>
        leave = remove is null
            ? null
            : async token =>
            {
                using CloudFormationApi api = new(Aws, target.Region, target.Role, Clock, _ => { }, token);
                await remove(api);
            };

    private void End()
    {
        if (!Cancellation.IsCancellationRequested)
        {
            return;
        }

        if (goesOn is { } what)
        {
            Left(what);
            return;
        }

        if (leave is { } remove)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cleanUp.Insistence);
            limit.CancelAfter(UntilLeft);
            try
            {
                Task.Run(() => remove(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("Cancelled. A change set is left: the same command finds it, or removes it.");
            }
        }
    }

    /// <summary>Says what was left, after a signal.</summary>
    public static void Left(string what) => Console.Error.WriteLine($"Cancelled. {what}");
}
