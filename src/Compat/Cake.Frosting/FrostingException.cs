namespace Cake.Frosting;

/// <summary>A host or its tasks are put together wrongly.</summary>
public sealed class FrostingException : Exception
{
    public FrostingException(string message)
        : base(message) { }

    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
