namespace Stevedore.Credentials;

/// <summary>What became of a credential that was written while others wrote the same secret.</summary>
public enum SecretFate
{
    /// <summary>It is there, and so is all that was there with it.</summary>
    Kept,

    /// <summary>Others began before it was there, and wrote after it: it has to be written again.</summary>
    Lost,

    /// <summary>Others stored another credential in its place.</summary>
    Replaced,
}
