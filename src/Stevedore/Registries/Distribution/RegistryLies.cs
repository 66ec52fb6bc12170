using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>What a registry says and cannot be: each names the registry, since its client is not to blame.</summary>
internal static class RegistryLies
{
    private const string Fix =
        "Use nothing from it until whoever runs it has explained this; a proxy or a cache before it may be the cause.";

    /// <summary>Bytes that were asked for by digest are others.</summary>
    public static RegistryException OtherBytes(string what, string host, Digest actual) =>
        Lie(what, $"{host} answers with other bytes, whose digest is {actual}");

    /// <summary>The digest that it names is not that of the bytes.</summary>
    /// <param name="claim">What it names.</param>
    /// <param name="wasGiven">Whether it was given the bytes, and did not answer with them.</param>
    public static RegistryException OtherDigest(string what, string host, string claim, Digest actual, bool wasGiven) =>
        Lie(
            what,
            $"{host} says that its digest is {Digest.TryParse(claim)?.Value ?? "something that is none"}, "
                + $"and {(wasGiven ? "was given" : "answers with")} bytes whose digest is {actual}"
        );

    /// <summary>A manifest that was accepted is not there afterwards; only a tag may have been set by somebody else since.</summary>
    public static RegistryException NotKept(string what, string host, Digest? found) =>
        Lie(what, $"{host} accepts it, and then holds {found?.Value ?? "nothing"} there");

    /// <summary>A blob or manifest is longer than what points to it says; it was not read to its end.</summary>
    public static RegistryException Longer(string what, string host, long expected) =>
        Lie(what, Invariant($"{host} answers with more than the {expected} bytes that its manifest says"));

    /// <summary>A blob or manifest is not as long as what points to it says.</summary>
    public static RegistryException OtherLength(string what, string host, long expected, long actual) =>
        Lie(what, Invariant($"{host} answers with {actual} bytes, and its manifest says {expected} bytes"));

    /// <summary>It says that it has a blob, of another length.</summary>
    public static RegistryException HasOtherLength(string what, string host, long expected, long actual) =>
        Lie(what, Invariant($"{host} says that it has it with {actual} bytes, and it has {expected}"));

    /// <summary>It answers what completes an upload as if it had not.</summary>
    public static RegistryException NotComplete(string what, string host, System.Net.HttpStatusCode status) =>
        Lie(what, $"{host} answers {RegistryFaults.Status(status)} to all of its bytes, and 201 Created alone says that it keeps them");

    /// <summary>A blob that was uploaded is not there afterwards.</summary>
    public static RegistryException KeepsNoBlob(string what, string host, long size) =>
        Lie(what, Invariant($"{host} accepts it, and then does not have it with {size} bytes"));

    /// <summary>A manifest is of another kind than the index says that lists it.</summary>
    public static RegistryException OtherKind(string what, string host) =>
        Lie(what, $"{host} answers with a manifest of another kind than the index that lists it says");

    /// <summary>A manifest is an index to one reader and an image to another.</summary>
    public static RegistryException OfTwoKinds(string what, string host) =>
        Lie(what, $"{host} answers with a manifest of one kind that says or holds what another kind does");

    /// <summary>A manifest is larger than registries need to take.</summary>
    /// <remarks><see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests"/></remarks>
    public static RegistryException TooLarge(string what, string host) =>
        new(
            RegistryFault.Other,
            what,
            $"{host} answers with more than 4 MiB, which no manifest has",
            "Look at what is there: registries need not take larger ones, and nothing that Stevedore builds comes near it."
        );

    private static RegistryException Lie(string what, string why) => new(RegistryFault.Other, what, why, Fix);
}
