using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Gives the tasks, the setup and the teardown of a host to Cake's engine.</summary>
internal sealed class TaskRegistration
{
    private readonly ICakeEngine _engine;
    private readonly IFrostingContext _context;
    private readonly ICakeLog _log;
    private readonly IEnumerable<IFrostingTask> _tasks;
    private readonly IFrostingSetup _setup;
    private readonly IFrostingTeardown _teardown;
    private readonly IFrostingTaskSetup _taskSetup;
    private readonly IFrostingTaskTeardown _taskTeardown;

    public TaskRegistration(IServiceProvider provider)
    {
        _engine = provider.GetRequiredService<ICakeEngine>();
        _context = provider.GetRequiredService<IFrostingContext>();
        _log = provider.GetRequiredService<ICakeLog>();
        _tasks = provider.GetServices<IFrostingTask>();
        _setup = provider.GetService<IFrostingSetup>();
        _teardown = provider.GetService<IFrostingTeardown>();
        _taskSetup = provider.GetService<IFrostingTaskSetup>();
        _taskTeardown = provider.GetService<IFrostingTaskTeardown>();
    }

    public void Register()
    {
        foreach (var task in _tasks)
        {
            Register(task);
        }

        RegisterLifetime();
        RegisterTaskLifetime();
    }

    private void Register(IFrostingTask task)
    {
        var type = task.GetType();
        var name = TaskType.NameOf(type);
        _log.Debug("Registering task: {0}", name);

        var contextType = TaskType.ContextOf(type);
        if (!contextType.IsInstanceOfType(_context))
        {
            _log.Warning("Task cannot be used since the context isn't convertible to {0}.", contextType.FullName);
            return;
        }

        var registered = _engine.RegisterTask(name);
        var description = TaskType.DescriptionOf(type);
        if (!string.IsNullOrWhiteSpace(description))
        {
            registered.Description(description);
        }

        AddBody(registered, task, type);
        AddDependencies(registered, type);
    }

    private void AddBody(CakeTaskBuilder registered, IFrostingTask task, Type type)
    {
        var overrides = new TaskOverrides(type, _context.GetType());
        if (overrides.Run)
        {
            registered.Does(task.RunAsync);
        }

        if (overrides.ShouldRun)
        {
            registered.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (TaskType.ContinuesOnError(type))
        {
            registered.ContinueOnError();
        }

        if (overrides.OnError)
        {
            registered.OnError(exception => task.OnError(exception, _context));
        }

        if (overrides.Finally)
        {
            registered.Finally(() => task.Finally(_context));
        }
    }

    private static void AddDependencies(CakeTaskBuilder registered, Type type)
    {
        foreach (var dependency in TaskType.DependenciesOf(type))
        {
            registered.IsDependentOn(TaskType.NameOfTask(dependency, "dependency"));
        }

        foreach (var dependee in TaskType.DependeesOf(type))
        {
            registered.IsDependeeOf(TaskType.NameOfTask(dependee, "reverse dependency"));
        }
    }

    private void RegisterLifetime()
    {
        if (_setup != null)
        {
            _log.Debug("Registering setup: {0}", _setup.GetType().Name);
            _engine.RegisterSetupAction(info => _setup.Setup(_context, info));
        }

        if (_teardown != null)
        {
            _log.Debug("Registering teardown: {0}", _teardown.GetType().Name);
            _engine.RegisterTeardownAction(info => _teardown.Teardown(_context, info));
        }
    }

    private void RegisterTaskLifetime()
    {
        if (_taskSetup != null)
        {
            _log.Debug("Registering task setup: {0}", _taskSetup.GetType().Name);
            _engine.RegisterTaskSetupAction(info => _taskSetup.Setup(_context, info));
        }

        if (_taskTeardown != null)
        {
            _log.Debug("Registering task teardown: {0}", _taskTeardown.GetType().Name);
            _engine.RegisterTaskTeardownAction(info => _taskTeardown.Teardown(_context, info));
        }
    }
}
