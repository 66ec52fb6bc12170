using Cake.Frosting;
using SampleHost;

return args is ["compare-command-lines"]
    ? CommandLines.Compare(Console.In, Console.Out)
    : Variations.Apply(CakeHost.Create(), Environment.GetEnvironmentVariable("SAMPLE_HOST") ?? "usual").Run(args);
