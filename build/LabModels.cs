using Build.Benchmarks;
using Stevedore;

namespace Build;

/// <summary>The models of AWS's services that come with the lab's awscli.</summary>
public static class LabModels
{
    /// <summary>The folder of them, in a lab that is started if need be.</summary>
    public static string Start(string repository)
    {
        new Lab(repository).Start();
        // The lab's docker is a link into the root file system that awscli, and with it botocore, is installed in.
        var docker = File.ResolveLinkTarget(Path.Combine(repository, ".lab/bin/docker"), returnFinalTarget: false);
        var models = docker is null ? null : Path.GetFullPath("../../lib/python3/dist-packages/botocore/data", docker.FullName);
        return Directory.Exists(models)
            ? models
            : throw new StevedoreException(
                "The service models cannot be read",
                "the lab has no awscli with botocore's data",
                "Pass --models=<folder>, botocore's data."
            );
    }
}
