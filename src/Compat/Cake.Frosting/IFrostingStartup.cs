using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the services of a host.</summary>
public interface IFrostingStartup
{
    void Configure(IServiceCollection services);
}
