using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace SampleHost;

/// <summary>Registers a context and a lifetime by the collection's own extensions.</summary>
public sealed class SampleStartup : IFrostingStartup
{
    public void Configure(IServiceCollection services)
    {
        Step.Say("startup");
        services.UseContext<SampleContext>().UseLifetime<SampleLifetime>().UseCakeSetting("Sample_Setting", "from startup");
    }
}
