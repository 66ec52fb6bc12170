using System.Text.RegularExpressions;

namespace Stevedore.Source;

/// <summary>Files that by their names hold secrets, and that leave a machine only when they are asked for.</summary>
internal static class SecretNames
{
    private static readonly Regex OfPackages = new(
        @"(?:^|/)\.(?:npmrc|pypirc)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // Examples of such files are there to be committed, and the public half of a key is none. What is kept of one before a change is one.
    private static readonly Regex Name = new(
        """
        (?:^|/)
        (?:
            \.env(?:rc|[._-][^/]+)?(?<!\.(?:example|sample|template|dist|defaults))
          | (?!(?:example|sample|template|dist|defaults)\.env(?:/|$))[^/]+\.env
          | (?:
                [^/]+\.(?:pem|key|p8|p12|pfx|ppk|jks|keystore|kdbx|tfstate)
              | [^/]+\.tfstate\.[^/]+ | \.netrc | _netrc | \.git-credentials | \.pgpass | \.htpasswd | \.dockercfg
              | \.aws/credentials | \.docker/config\.json | \.kube/config
            )
            (?:~|\.(?:bak|backup|old|orig|save|swp))?
          | id_(?:rsa|dsa|ecdsa|ed25519)(?:[_-][^/.]*)?(?:~|\.(?:bak|backup|old|orig|save|swp|[0-9]+))?
          | \.ssh(?=/)
        )
        (?:/|$)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Whether a path, or a folder of it, has such a name.</summary>
    /// <param name="path">With slashes.</param>
    public static bool Has(string path) => Name.IsMatch(path) || IsOfPackages(path);

    /// <summary>Whether it configures where packages come from: many are committed, without a secret, for builds to need them.</summary>
    /// <param name="path">With slashes.</param>
    public static bool IsOfPackages(string path) => OfPackages.IsMatch(path);
}
