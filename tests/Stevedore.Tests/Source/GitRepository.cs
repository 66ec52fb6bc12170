using System.Diagnostics;
using Cake.Core.IO;
using Stevedore.Source;
using Stevedore.Terminal;
using Path = System.IO.Path;

namespace Stevedore.Tests.Source;

/// <summary>A real repository in a temporary folder, built step by step and deleted at the end. No configuration of the user's reaches it.</summary>
internal sealed class GitRepository : IDisposable
{
    private readonly string workspace;

    private GitRepository(string workspace, string folder)
    {
        this.workspace = workspace;
        Folder = folder;
    }

    /// <summary>The working tree.</summary>
    public string Folder { get; }

    public string Head => Git("rev-parse", "HEAD");

    /// <summary>An empty repository on the branch main.</summary>
    public static GitRepository Init(string name = "repository")
    {
        var temporary = Directory.CreateTempSubdirectory("stevedore-git-");
        var repository = new GitRepository(temporary.FullName, temporary.CreateSubdirectory(name).FullName);
        repository.Git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    public GitRepository Write(string path, string text = "text\n")
    {
        var file = new FileInfo(Path.Combine(Folder, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return this;
    }

    /// <param name="date">Author's and committer's; different repositories with equal steps have equal commits.</param>
    public GitRepository Commit(string message = "commit", string date = "2026-11-20T11:10:45+01:00")
    {
        Git("add", "--all");
        Git([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date)], "commit", "--quiet", "--allow-empty", "--message", message);
        return this;
    }

    public GitRepository Tag(string name) => Run("tag", name);

    public GitRepository AnnotatedTag(string name) => Run("tag", "--annotate", "--message", name, name);

    public GitRepository Branch(string name) => Run("checkout", "--quiet", "-b", name);

    public GitRepository Detach() => Run("checkout", "--quiet", "--detach");

    public GitRepository Run(params string[] arguments)
    {
        Git(arguments);
        return this;
    }

    /// <summary>A clone as CI systems make it: one commit deep and without tags.</summary>
    public GitRepository ShallowClone()
    {
        var folder = Path.Combine(workspace, "clone");
        Git("clone", "--quiet", "--depth", "1", "--no-tags", "file://" + Folder, folder);
        return new(workspace, folder);
    }

    public GitRepository Worktree(string branch)
    {
        var folder = Path.Combine(workspace, "worktree");
        Git("worktree", "add", "--quiet", "-b", branch, folder);
        return new(workspace, folder);
    }

    public GitRepository Submodule(GitRepository other, string path)
    {
        Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.Folder, path);
        return new(workspace, Path.Combine(Folder, path));
    }

    /// <summary>What the product reads here.</summary>
    public GitFacts? Read(string subfolder = "", params (string Name, string Value)[] environment) =>
        new GitReader(new IsolatedProcesses(workspace, environment)).Read(new DirectoryPath(Path.Combine(Folder, subfolder)));

    /// <summary>What the product says of a folder that a build here reads.</summary>
    public ForeignFolder? Foreign(string path, params (string Name, string Value)[] environment)
    {
        var git = Read();
        var folders = SourceFolders.Read(Folder, git, environment.ToDictionary(variable => variable.Name, variable => variable.Value));
        return new GitTree(new IsolatedProcesses(workspace), git, folders).Foreign(path);
    }

    public void Dispose()
    {
        // A link may lead to the folder that it lies in.
        EnumerationOptions behindNoLink = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(workspace, "*", behindNoLink))
        {
            // Git writes its objects read-only, which Windows does not delete.
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(workspace, recursive: true);
    }

    private string Git(params string[] arguments) => Git([], arguments);

    private string Git((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in IsolatedProcesses.Variables(workspace).Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
    }
}
