using System.ComponentModel;
using System.Xml;
using Cake.Core;
using Cake.Core.IO;
using Stevedore.Runs;
using Stevedore.Terminal;
using Path = System.IO.Path;

namespace Stevedore.Init;

/// <summary>Moves the pin of the repository that the run is in, by means of dotnet.</summary>
internal sealed class PinUpdate(ICakeContext cake, IOutput output, PrivateFolder folder, OwnArguments own) : IUpdate
{
    private string Root => cake.Environment.WorkingDirectory.FullPath;

    /// <inheritdoc/>
    public void Run(string? version)
    {
        var before = Read() ?? throw UpdateFaults.NoPin(Root);
        RefuseReadOnly(before);
        var written = FloatingVersion.Is(before.Version) ? Written() : [];
        var moving = DotNet(before, UpdateCommands.Move(before, version));
        if (!moving.Succeeded)
        {
            throw UpdateFaults.NotMoved(before, version, moving.Printed);
        }

        var after = Read() ?? before;
        if (version is null && written.Length > 0 && FloatingVersion.Takes(before.Version, after.Version))
        {
            Array.ForEach(written, file => File.WriteAllBytes(Path.Combine(Root, file.Path), file.Content));
            output.Lines([UpdateText.Floats(before, after)]);
            return;
        }

        if (after.Version == before.Version)
        {
            output.Lines([UpdateText.Same(before, version)]);
            return;
        }

        KeepExact(before, after);
        output.Lines(UpdateText.Moved(before, after, OwnVersion.Text, isOther: !own.Values.IsEmpty));
        Compare(before, after);
    }

    // Both with the pin moved: a changed file makes a plan of its own.
    private void Compare(Pin before, Pin after)
    {
        var old = Start(Root, RunningProgram.Command([.. own.Values, .. UpdateCommands.Plan(Root)]));
        if (!old.Succeeded)
        {
            output.Lines([UpdateText.NoPlanBefore(OwnVersion.Text, old.Printed)]);
            return;
        }

        var @new = DotNet(
            after,
            after.IsPackage
                ? [Compiled(before, after), .. UpdateCommands.Plan(Root)]
                : ["stevedore", .. own.Values, .. UpdateCommands.Plan(Root)]
        );
        output.Lines(
            @new.Succeeded ? UpdateText.Difference(old.Output, @new.Output) : throw UpdateFaults.NoPlan(before, after, @new.Printed)
        );
    }

    private string Compiled(Pin before, Pin after)
    {
        var target = folder.File("update");
        var compile = DotNet(after, UpdateCommands.Compile(after, target));
        return compile.Succeeded && Directory.GetFiles(target, "*.runtimeconfig.json") is [var host]
            ? $"{host[..^".runtimeconfig.json".Length]}.dll"
            : throw UpdateFaults.NoPlan(before, after, compile.Printed);
    }

    private (string Path, byte[] Content)[] Written() =>
        [
            .. Pin
                .OfThePackage.Select(path => (Path: path, Content: WrittenFile.Bytes(Path.Combine(Root, path))))
                .Where(file => file.Content is not null)
                .Select(file => (file.Path, file.Content!)),
        ];

    private Pin? Read()
    {
        try
        {
            return Pin.In(file => WrittenFile.Text(Path.Combine(Root, file)));
        }
        catch (XmlException cause)
        {
            throw UpdateFaults.NoProject(cause);
        }
    }

    private void RefuseReadOnly(Pin pin) =>
        FileFaults.Tell(
            $"Cannot write {pin.Path}",
            "Make it writable, and run again.",
            () =>
            {
                using var file = File.Open(Path.Combine(Root, pin.Path), FileMode.Open, FileAccess.ReadWrite);
                return file.Length;
            }
        );

    // Of a version without brackets, NuGet takes a later one where it finds none.
    private void KeepExact(Pin before, Pin after)
    {
        var file = Path.Combine(Root, after.Path);
        if (after.IsPackage && before.Written.StartsWith('[') && WrittenFile.Text(file) is { } project)
        {
            File.WriteAllText(file, Pin.Exact(project, after.Version));
        }
    }

    private ProgramAnswer DotNet(Pin pin, ImmutableArray<string> arguments) =>
        Start(Path.Combine(Root, pin.Folder), ["dotnet", .. arguments]);

    private ProgramAnswer Start(string where, ImmutableArray<string> command)
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in command[1..])
        {
            builder.AppendQuoted(argument);
        }

        try
        {
            using var process = new ProgramPathRunner(cake.ProcessRunner, cake.Environment).Start(
                command[0],
                new ProcessSettings
                {
                    Arguments = builder,
                    WorkingDirectory = where,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Silent = true,
                    // What it prints is recognised by English words.
                    EnvironmentVariables = new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1" },
                }
            );
            process.WaitForExit();
            return new(process.GetExitCode() == 0, [.. process.GetStandardOutput()], [.. process.GetStandardError()]);
        }
        catch (Win32Exception cause)
        {
            throw UpdateFaults.NoDotNet(cause);
        }
    }

    private sealed record ProgramAnswer(bool Succeeded, ImmutableArray<string> Output, ImmutableArray<string> Errors)
    {
        public ImmutableArray<string> Printed => [.. Errors, .. Output];
    }
}
