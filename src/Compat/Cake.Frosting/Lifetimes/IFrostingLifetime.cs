namespace Cake.Frosting;

/// <summary>Setup and teardown of the run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
