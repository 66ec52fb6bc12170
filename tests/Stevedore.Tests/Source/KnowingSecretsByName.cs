using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class KnowingSecretsByName
{
    [Theory]
    [InlineData(".env .env.local ci/.env.prod .envrc .env-old prod.env .env/a .ENV")]
    [InlineData("a.pem tls.KEY AuthKey.p8 a.p12 a.pfx a.ppk a.jks a.keystore a.kdbx a.key.bak a.pem~")]
    [InlineData("id_rsa .ssh/known_hosts x/.ssh/config id_ed25519 id_ecdsa id_dsa id_rsa.bak id_rsa~ id_ed25519_work id_ed25519_sk")]
    [InlineData(".npmrc web/.npmrc .pypirc .netrc _netrc .git-credentials .pgpass .htpasswd .dockercfg")]
    [InlineData(".aws/credentials x/.docker/config.json .kube/config")]
    [InlineData("a.tfstate a.tfstate.backup a.tfstate.1700000000.backup")]
    public void Has(string paths) => Assert.All(paths.Split(' '), path => Assert.True(SecretNames.Has(path), path));

    [Theory]
    [InlineData(".env.example .env.sample .env.template .env.dist .env.local.example example.env x/sample.env src/.environment")]
    [InlineData(
        "keys.md id_rsa.pub id_rsa_work.pub id_rsa.go environment.txt monkey.ts a.pem.md .ssh .aws/config config.json docker/config.json tfstate"
    )]
    public void HasNot(string paths) => Assert.All(paths.Split(' '), path => Assert.False(SecretNames.Has(path), path));

    [Theory]
    [InlineData("web/.npmrc", true)]
    [InlineData(".pypirc", true)]
    [InlineData(".netrc", false)]
    public void TellsWhatBuildsNeed(string path, bool expected) => Assert.Equal(expected, SecretNames.IsOfPackages(path));
}
