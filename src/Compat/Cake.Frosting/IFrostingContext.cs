using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that a host gives to its tasks.</summary>
public interface IFrostingContext : ICakeContext;
