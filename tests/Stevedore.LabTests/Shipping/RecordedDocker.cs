namespace Stevedore.LabTests.Shipping;

/// <summary>A <c>docker</c> in a folder of its own that notes how it is called, and then does what docker does, or fails.</summary>
public sealed class RecordedDocker
{
    private readonly string log;

    private RecordedDocker(SampleRepository repository, string then)
    {
        Folder = Directory.CreateDirectory(Path.Combine(repository.Workspace, "bin")).FullName;
        log = Path.Combine(repository.Workspace, "docker.calls");
        var program = Path.Combine(Folder, "docker");
        File.WriteAllText(program, $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{log}'\n{then}\n");
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
    }

    /// <summary>The folder to put in front of the PATH.</summary>
    public string Folder { get; }

    /// <summary>The arguments of each call.</summary>
    public string[] Calls => File.Exists(log) ? File.ReadAllLines(log) : [];

    /// <param name="before">Lines of shell that run before each call.</param>
    public static RecordedDocker Real(LabFixture lab, SampleRepository repository, string before = "") =>
        new(repository, $"{before}\nexec '{Path.Combine(lab.Variables["STEVEDORE_LAB"], "bin", "docker")}' \"$@\"");

    public static RecordedDocker Failing(SampleRepository repository) => new(repository, "exit 99");

    /// <summary>The host with this docker in front of every other.</summary>
    public BuildHost In(BuildHost host) => host.With("PATH", $"{Folder}:{host.Lab.Variables["PATH"]}");
}
