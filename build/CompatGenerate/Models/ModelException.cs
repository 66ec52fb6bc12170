namespace CompatGenerate.Models;

/// <summary>A model that has something that the generated clients cannot do.</summary>
internal sealed class ModelException(string what, string why, string fix) : Exception($"{what}: {why}. {fix}");
