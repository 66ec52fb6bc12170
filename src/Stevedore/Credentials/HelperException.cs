namespace Stevedore.Credentials;

/// <summary>A credential helper that docker, too, pulls nothing without.</summary>
internal sealed class HelperException(string what, string why, string fix) : StevedoreException(what, why, fix);
