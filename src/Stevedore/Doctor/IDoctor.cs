namespace Stevedore.Doctor;

/// <summary>Looks whether this machine, this repository and these credentials can ship.</summary>
public interface IDoctor
{
    /// <summary>All that was found, in the order in which a run would come to it. Changes nothing.</summary>
    Task<ImmutableArray<Finding>> Examine();
}
