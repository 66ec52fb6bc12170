using Cake.Core;

namespace SampleHost;

/// <summary>What tasks that know only an interface see of the context.</summary>
public interface ISampleContext : ICakeContext
{
    string Greeting { get; }
}
