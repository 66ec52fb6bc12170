using System.Reflection;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>A key that an object may have, and the property that it is.</summary>
/// <param name="Name">As stevedore.json writes it.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Property">What holds its value; null for the key of a nested <see cref="CredentialForm"/>, which only says which type is meant.</param>
/// <param name="Rule">What its value must also satisfy; null for nothing.</param>
/// <param name="IsRequired">Whether its object means nothing without it.</param>
/// <param name="Default">Holds when nobody says otherwise; null for nothing that is always the same.</param>
internal sealed record ShapeKey(string Name, Shape Shape, PropertyInfo? Property, ValueRule? Rule, bool IsRequired, object? Default);
