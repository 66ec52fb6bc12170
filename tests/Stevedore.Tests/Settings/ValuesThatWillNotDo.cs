using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class ValuesThatWillNotDo
{
    private const string Start = "Cannot use stevedore.json: line 1: ";

    [Theory]
    [InlineData(
        "\"Web\": {}",
        "images: 'Web' is not an image name. Use lower-case letters and digits, with single '-' or '_' between them."
    )]
    [InlineData(
        "\"web\": { \"repository\": \"Shop/Web\" }",
        "images.web.repository: 'Shop/Web' is not a repository name: repositories are lower case. Use shop/web."
    )]
    [InlineData(
        "\"web\": { \"repository\": \"web:1\" }",
        "images.web.repository: 'web:1' is not a repository name. Use lower-case letters and digits, with '.', '_', '__' or dashes between them, in segments joined by '/', 255 characters at most."
    )]
    [InlineData(
        "\"web\": { \"tagPrefix\": \"-x\" }",
        "images.web.tagPrefix: '-x' cannot begin a tag. Use letters, digits, '_', '.' and '-', 128 characters at most, the first neither '.' nor '-'."
    )]
    [InlineData(
        "\"web\": { \"container\": \"a b\" }",
        "images.web.container: 'a b' is not the name of a container. Use letters, digits, '-' and '_', 255 at most."
    )]
    [InlineData(
        "\"web\": { \"context\": \"../web\" }",
        "images.web.context: '../web' is outside the repository. Name a path inside the repository, relative to its root."
    )]
    [InlineData(
        "\"web\": { \"context\": \"/web\" }",
        "images.web.context: '/web' is an absolute path. Name a path inside the repository, relative to its root."
    )]
    [InlineData(
        "\"web\": { \"context\": \"C:\\\\web\" }",
        "images.web.context: 'C:\\web' is an absolute path. Name a path inside the repository, relative to its root."
    )]
    [InlineData(
        "\"web\": { \"context\": \"app\", \"dockerfile\": \"../../Dockerfile\" }",
        "images.web.dockerfile: 'app/../../Dockerfile' is outside the repository. Name a path inside the repository, relative to its root."
    )]
    [InlineData("\"web\": { \"cache\": \"s3\" }", "images.web.cache: 's3' is not a choice here. Use one of registry, inline, none.")]
    [InlineData(
        "\"web\": { \"secrets\": { \"npmrc\": \"hunter2\" } }",
        "images.web.secrets.npmrc: does not say where the secret comes from. Begin with env:, file:, secretsManager: or parameterStore:."
    )]
    [InlineData("\"web\": { \"registries\": [\"erc\"] }", "images.web.registries: there is no registry 'erc'. Did you mean 'ecr'?")]
    [InlineData(
        "\"web\": { \"args\": { \"V\": \"{sha:x}\" } }",
        "images.web.args.V: '{sha:x}' is not a placeholder: N is a number of digits from 1 to 64. Write it like {sha} or {sha:N}."
    )]
    public void InAnImage(string image, string message) =>
        Assert.Equal(Start + message, new Given($"{{ \"images\": {{ {image} }} }}").Fault());

    [Theory]
    [InlineData("linux/arm", "'linux/arm' does not say which variant. Use linux/arm/v7, or linux/arm64 for 64 bits.")]
    [InlineData("linux/amd46", "'linux/amd46' is not a platform that BuildKit builds for. Did you mean linux/amd64?")]
    [InlineData("amd64", "'amd64' is not a platform. Did you mean linux/amd64?")]
    [InlineData("Linux/AMD64", "'Linux/AMD64' is not a platform. Did you mean linux/amd64?")]
    [InlineData("linux-arm64", "'linux-arm64' is not a platform. Did you mean linux/arm64?")]
    [InlineData("amd64/v1", "'amd64/v1' is not a platform. Did you mean linux/amd64?")]
    [InlineData("linux/amd64/v1", "'linux/amd64/v1' is another name for a platform. Did you mean linux/amd64?")]
    [InlineData("x86_64", "'x86_64' is not a platform. Did you mean linux/amd64?")]
    [InlineData("x86-64", "'x86-64' is not a platform. Did you mean linux/amd64?")]
    [InlineData("linux/x86_64", "'linux/x86_64' is another name for a platform. Did you mean linux/amd64?")]
    [InlineData("x64", "'x64' is not a platform. Did you mean linux/amd64?")]
    [InlineData("aarch64", "'aarch64' is not a platform. Did you mean linux/arm64?")]
    [InlineData("arm64v8", "'arm64v8' is not a platform. Did you mean linux/arm64?")]
    [InlineData("armhf", "'armhf' is not a platform. Did you mean linux/arm/v7?")]
    [InlineData("linux/armhf", "'linux/armhf' is another name for a platform. Did you mean linux/arm/v7?")]
    [InlineData("armv7l", "'armv7l' is not a platform. Did you mean linux/arm/v7?")]
    [InlineData("armel", "'armel' is not a platform. Did you mean linux/arm/v6?")]
    [InlineData("i686", "'i686' is not a platform. Did you mean linux/386?")]
    [InlineData("ppc64el", "'ppc64el' is not a platform. Did you mean linux/ppc64le?")]
    [InlineData("arm", "'arm' does not say which variant. Use linux/arm/v7, or linux/arm64 for 64 bits.")]
    [InlineData("linux", "'linux' is not a platform. Use one of linux/amd64, linux/arm64, linux/arm/v7.")]
    [InlineData(
        "windows",
        "'windows' cannot be built: BuildKit's builders run Linux and build no Windows images. Use one of linux/amd64, linux/arm64, linux/arm/v7."
    )]
    [InlineData(
        "windows(10.0.17763)/amd64",
        "'windows(10.0.17763)/amd64' cannot be built: BuildKit's builders run Linux and build no Windows images. Use one of linux/amd64, linux/arm64, linux/arm/v7."
    )]
    [InlineData(
        "darwin/arm64",
        "'darwin/arm64' cannot be built: BuildKit's builders run Linux and build no macOS images. Use one of linux/amd64, linux/arm64, linux/arm/v7."
    )]
    [InlineData(
        "windows/amd64",
        "'windows/amd64' cannot be built: BuildKit's builders run Linux and build no Windows images. Use one of linux/amd64, linux/arm64, linux/arm/v7."
    )]
    public void AsAPlatform(string platform, string message) =>
        Assert.Equal(
            Start + "platforms[0]: " + message,
            new Given($$"""{ "images": { "web": {} }, "platforms": ["{{platform}}"] }""").Fault()
        );

    [Theory]
    [InlineData(
        "\"ecr\", \"account\": \"12345\"",
        "account: '12345' is not an AWS account. Write its 12 digits, in quotes and with leading zeros."
    )]
    [InlineData("\"ecr\", \"region\": \"eu-west\"", "region: 'eu-west' is not an AWS region. Write it like eu-west-1.")]
    [InlineData(
        "\"ecr\", \"role\": \"arn:aws:iam::1:role/x\"",
        "role: 'arn:aws:iam::1:role/x' is not the ARN of a role. Write it like arn:aws:iam::111122223333:role/name."
    )]
    [InlineData(
        "\"ecr\", \"host\": \"x\"",
        "host: unknown key. Use one of type, account, region, endpoint, role, createRepositories, immutableTags, push."
    )]
    [InlineData(
        "\"ecr-public\"",
        "alias: missing, and the registry is pushed to. Write the part behind public.ecr.aws/, or set push to false."
    )]
    [InlineData(
        "\"docker-hub\"",
        "namespace: missing, and the registry is pushed to. Write the user or organization, name the user in credentials.username, set DOCKER_USERNAME and DOCKER_TOKEN, or DOCKERHUB_USER and DOCKERHUB_TOKEN, or set push to false."
    )]
    [InlineData(
        "\"docker-hub\", \"namespace\": \"a/b\"",
        "namespace: 'a/b' is not a namespace of Docker Hub. Use the user or the organization, in lower case."
    )]
    [InlineData(
        "\"docker-hub\", \"namespace\": \"dckr_pat_abcd1234\"",
        "namespace: is a token, not a namespace of Docker Hub. Use the user or the organization, in lower case."
    )]
    [InlineData("\"registry\"", "host: missing. Write host or host:port, such as registry.example.com.")]
    [InlineData(
        "\"registry\", \"host\": \"https://x\"",
        "host: 'https://x' is a URL, not a host. Write host or host:port, such as registry.example.com or 127.0.0.1:5000."
    )]
    [InlineData(
        "\"registry\", \"host\": \"x:99999\"",
        "host: 'x:99999' is not a host. Write host or host:port, such as registry.example.com or 127.0.0.1:5000."
    )]
    [InlineData("\"quay\"", "type: 'quay' is not a kind of registry. Use one of ecr, ecr-public, docker-hub, registry.")]
    public void InARegistry(string registry, string message) =>
        Assert.Equal(
            Start + "registries.r." + message,
            new Given($"{{ \"images\": {{ \"web\": {{}} }}, \"registries\": {{ \"r\": {{ \"type\": {registry} }} }} }}").Fault()
        );

    [Theory]
    [InlineData(
        "{ \"secretsManager\": \"s\", \"environment\": { \"username\": \"U\", \"password\": \"P\" } }",
        ": has secretsManager and environment. Keep one of secretsManager, parameterStore and environment."
    )]
    [InlineData("{ \"environment\": { \"username\": \"U\" } }", ".environment.password: missing. Add it.")]
    [InlineData(
        "{ \"environment\": { \"username\": \"U\", \"password\": \"hunter-2\" } }",
        ".environment.password: not the name of an environment variable. Use letters, digits and '_', and never the value itself."
    )]
    [InlineData(
        "{ \"parameterStore\": { \"username\": \"/u\", \"password\": \"/p\" }, \"usernameKey\": \"x\" }",
        ".usernameKey: means nothing beside parameterStore. Remove it."
    )]
    [InlineData(
        "{ \"secretsManager\": \"s\", \"usernameKey\": \"K\", \"passwordKey\": \"K\" }",
        ".passwordKey: is the key of the user name, too. Name another key."
    )]
    [InlineData(
        "{ \"secretsManager\": \"s\", \"usernameKey\": \"DOCKER_TOKEN\" }",
        ".usernameKey: is the key of the password, too. Name another key."
    )]
    [InlineData("{ \"secretsManager\": \"s\", \"passwordKey\": \" \" }", ".passwordKey: is empty. Name it, or leave the key out.")]
    [InlineData("{ \"secretsManager\": \"\" }", ".secretsManager: is empty. Name it, or leave the key out.")]
    [InlineData("{ \"secretsManager\": \"s\", \"username\": \"\" }", ".username: is empty. Name the user.")]
    [InlineData(
        "{ \"parameterStore\": { \"username\": \"/x\", \"password\": \"/x\" } }",
        ".parameterStore.password: is the parameter of the user name, too. Name another parameter."
    )]
    [InlineData(
        "{ \"parameterStore\": { \"username\": \"arn:aws:ssm:eu-west-1:111122223333:parameter/a/x\", \"password\": \"/a/x:3\" } }",
        ".parameterStore.password: is the parameter of the user name, too. Name another parameter."
    )]
    [InlineData(
        "{ \"parameterStore\": { \"username\": \"\", \"password\": \"/x\" } }",
        ".parameterStore.username: is empty. Name it, or leave the key out."
    )]
    [InlineData(
        "{ \"environment\": { \"username\": \"V\", \"password\": \"V\" } }",
        ".environment.password: is the variable of the user name, too. Name another variable."
    )]
    [InlineData("\"dckr_pat_AbCd1234\"", ": (not shown: it looks like a token) is not a choice here. Use docker-config.")]
    [InlineData(
        "{ \"environment\": { \"username\": \"U\", \"password\": \"dckr_pat_AbCd1234\" } }",
        ".environment.password: not the name of an environment variable. Use letters, digits and '_', and never the value itself."
    )]
    [InlineData(
        "{ \"secretsManager\": \"s\", \"username\": \"dckr_pat_AbCd1234\" }",
        ".username: is a token, not a user name. Name the user, and store the token with the target CredentialsStore."
    )]
    [InlineData(
        "{ \"secretsManager\": \"dckr_pat_AbCd1234\" }",
        ".secretsManager: is a token, not a name. Name where it is, and store the token with the target CredentialsStore."
    )]
    [InlineData("{ }", ": does not say where the credentials are. Add one of secretsManager, parameterStore and environment.")]
    [InlineData("\"docker\"", ": 'docker' is not a choice here. Use docker-config.")]
    [InlineData(
        "7",
        ": must be text or an object, not a number. Write \"docker-config\" or an object with secretsManager, parameterStore or environment."
    )]
    public void AsCredentials(string credentials, string message) =>
        Assert.Equal(
            Start + "registries.hub.credentials" + message,
            new Given(
                $"{{ \"images\": {{ \"web\": {{}} }}, \"registries\": {{ \"hub\": {{ \"type\": \"docker-hub\", \"namespace\": \"acme\", \"credentials\": {credentials} }} }} }}"
            ).Fault()
        );

    [Theory]
    [InlineData("\"tags\": [\"{shaa:8}\"]", "tags[0]: '{shaa:8}' is not a placeholder. Did you mean {sha} or {sha:N}?")]
    [InlineData(
        "\"tags\": [\"v{number}\"]",
        "tags[0]: '{number}' is not a placeholder. Use one of {sha}, {sha:N}, {branch}, {tag}, {version}, {build}, {date:FORMAT}, {base:N}; write {{ and }} for braces."
    )]
    [InlineData(
        "\"tags\": [{ \"tag\": \"latest\", \"on\": \"main\" }]",
        "tags[0].on: 'main' is not a rule for refs. Write branch:main or tag:main."
    )]
    [InlineData(
        "\"push\": [\"ref:main\"]",
        "push[0]: 'ref:main' is not a rule for refs. Write branch: or tag: and a pattern, such as branch:main or tag:v*."
    )]
    [InlineData(
        "\"attestations\": { \"provenance\": \"mni\" }",
        "attestations.provenance: 'mni' is not a choice here. Did you mean 'min'?"
    )]
    [InlineData(
        "\"builder\": { \"emulation\": \"on\" }",
        "builder.emulation: 'on' is not a choice here. Use one of auto, install, check, none."
    )]
    [InlineData("\"definitions\": { \"pin\": \"sha\" }", "definitions.pin: 'sha' is not a choice here. Use one of tag, digest.")]
    [InlineData("\"definitions\": { \"registry\": \"hub\" }", "definitions.registry: there is no registry 'hub'. Use ecr.")]
    [InlineData("\"registries\": { \"mine\": {} }", "registries.mine.type: missing. Use one of ecr, ecr-public, docker-hub, registry.")]
    public void AtTheTop(string member, string message) =>
        Assert.Equal(Start + message, new Given($"{{ \"images\": {{ \"web\": {{}} }}, {member} }}").Fault());

    [Fact]
    public void AsTheReferencesOfTwoImages() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 3: images.api.repository: 'shop' in registry 'ecr' is where images.web goes. "
                + "Give one of them another repository or a tagPrefix.",
            new Given("{ \"images\": {\n  \"web\": { \"repository\": \"shop\" },\n  \"api\": { \"repository\": \"shop\" }\n} }").Fault()
        );

    [Fact]
    public void AsRepositoriesThatFallTogetherOnDockerHub() =>
        Assert.StartsWith(
            Start + "images.b.repository: 'shop-web' in registry 'hub' is where images.a goes. ",
            new Given(
                """
                { "images": { "a": { "repository": "shop/web" }, "b": { "repository": "shop-web" } }, "registries": { "hub": { "type": "docker-hub", "namespace": "acme" } } }
                """
            ).Fault(),
            StringComparison.Ordinal
        );
}
