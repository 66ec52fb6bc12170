using Cake.Frosting;
using SampleHost;

return Variations.Apply(CakeHost.Create(), Environment.GetEnvironmentVariable("SAMPLE_HOST") ?? "usual").Run(args);
