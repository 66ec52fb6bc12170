namespace Stevedore.Aws;

/// <summary>How a service that speaks JSON is addressed.</summary>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="Version">Of the protocol.</param>
internal sealed record JsonService(string TargetPrefix, string Version = "1.1");
