namespace Stevedore.Settings;

/// <summary>Where a user name and password come from. Never the values themselves.</summary>
public abstract record CredentialSettings;
