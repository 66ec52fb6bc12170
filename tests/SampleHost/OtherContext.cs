using Cake.Core;
using Cake.Frosting;

namespace SampleHost;

internal sealed class OtherContext(ICakeContext context) : FrostingContext(context);
