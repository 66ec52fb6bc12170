using Cake.Core;
using Cake.Frosting;

namespace SampleHost;

/// <summary>The context of the sample.</summary>
public sealed class SampleContext : FrostingContext, ISampleContext
{
    public SampleContext(ICakeContext context)
        : base(context)
    {
        Step.Made(this);
    }

    public string Greeting => "good morning";
}
