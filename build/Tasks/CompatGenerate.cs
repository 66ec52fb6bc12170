using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Run;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(CompatGenerate))]
[TaskDescription("Makes the AWS clients of src/Compat from the service models and build/CompatGenerate/operations.json.")]
[TaskArgument("models", "Botocore's data. Default: that of the lab, which is started.", Values = "folder")]
public sealed class CompatGenerate : FrostingTask<IStevedoreContext>
{
    public override void Run(IStevedoreContext context)
    {
        var repository = context.Environment.WorkingDirectory.FullPath;
        var models = RunOptions.Value(context.Arguments, "models") ?? LabModels.Start(repository);
        context.DotNetRun(
            "build/CompatGenerate/CompatGenerate.csproj",
            new ProcessArgumentBuilder().AppendQuoted(models).AppendQuoted(repository),
            new DotNetRunSettings { Configuration = "Release" }
        );
    }
}
