namespace Cake.Frosting.Internal;

/// <summary>Which virtual methods of the base class a task overrides.</summary>
internal sealed class TaskOverrides
{
    private readonly Type _task;
    private readonly Type _context;

    public TaskOverrides(Type task, Type context)
    {
        _task = task;
        _context = context;
        Run = Overrides(RunMethodOf(task), context);
    }

    public bool Run { get; }

    public bool ShouldRun => Overrides(nameof(IFrostingTask.ShouldRun), _context);

    public bool OnError => Overrides(nameof(IFrostingTask.OnError), typeof(Exception), _context);

    public bool Finally => Overrides(nameof(IFrostingTask.Finally), _context);

    // A method that a wrong context hides from reflection ends as the NullReferenceException that the package's consumers know.
    private bool Overrides(string name, params Type[] parameters)
    {
        var method = _task.GetMethod(name, parameters);
        return method.GetBaseDefinition().DeclaringType != method.DeclaringType;
    }

    private static string RunMethodOf(Type task)
    {
        for (var type = task; type != null; type = type.BaseType)
        {
            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
            if (definition == typeof(FrostingTask<>))
            {
                return "Run";
            }

            if (definition == typeof(AsyncFrostingTask<>))
            {
                return "RunAsync";
            }
        }

        throw new InvalidOperationException("This method expects all IFrostingTask to be instances of FrostingTask or AsyncFrostingTask.");
    }
}
