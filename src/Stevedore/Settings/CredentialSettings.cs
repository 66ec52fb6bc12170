using System.Text.Json.Serialization;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>Where a user name and password come from. Never the values themselves.</summary>
[JsonConverter(typeof(CredentialSettingsConverter))]
public abstract record CredentialSettings;
