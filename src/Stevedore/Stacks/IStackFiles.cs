namespace Stevedore.Stacks;

/// <summary>Makes the files of pipelines from the repository as it is.</summary>
internal interface IStackFiles
{
    /// <param name="only">The pipeline that is meant; null for all.</param>
    /// <exception cref="NothingToMakeOfException">What they are made of is not here.</exception>
    /// <exception cref="StevedoreException">They cannot be made of what is here.</exception>
    StackFiles Make(string? only);
}

/// <summary>What templates are made of is not in this folder: a checkout, Dockerfiles, images of the settings.</summary>
internal sealed class NothingToMakeOfException : StevedoreException
{
    /// <param name="fault">What is missing.</param>
    public NothingToMakeOfException(StevedoreException fault)
        : base(fault.What, fault.Why, fault.Fix, fault.InnerException) => Details = fault.Details;
}
