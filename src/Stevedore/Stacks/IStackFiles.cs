namespace Stevedore.Stacks;

/// <summary>Makes the files of pipelines from the repository as it is.</summary>
internal interface IStackFiles
{
    /// <param name="only">The pipeline that is meant; null for all.</param>
    /// <exception cref="StevedoreException">They cannot be made.</exception>
    StackFiles Make(string? only);
}
