using Cake.Core;
using Cake.Core.Composition;
using Cake.Frosting;

namespace SampleHost;

/// <summary>Registers a setup by Cake's own registrar.</summary>
public sealed class SampleModule : ICakeModule
{
    public void Register(ICakeContainerRegistrar registrar)
    {
        registrar.RegisterType<SampleSetup>().As<IFrostingSetup>().Singleton();
    }
}
