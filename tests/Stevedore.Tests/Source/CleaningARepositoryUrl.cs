using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class CleaningARepositoryUrl
{
    [Theory]
    [InlineData("https://github.com/acme/web.git", "https://github.com/acme/web")]
    [InlineData("https://github.com/acme/web/", "https://github.com/acme/web")]
    [InlineData("https://alex:hunter2@github.com/acme/web.git", "https://github.com/acme/web")]
    [InlineData("https://ghp_token@github.com/acme/web", "https://github.com/acme/web")]
    [InlineData("https://git.example.com:8443/acme/web.git?token=x#y", "https://git.example.com:8443/acme/web")]
    [InlineData("http://git.lan/web.git", "http://git.lan/web")]
    [InlineData("git@github.com:acme/web.git", "https://github.com/acme/web")]
    [InlineData("github.com:acme/web", "https://github.com/acme/web")]
    [InlineData("git@git.lan:/srv/web.git", "https://git.lan/srv/web")]
    [InlineData("ssh://git@git.example.com:2222/acme/web.git", "https://git.example.com/acme/web")]
    [InlineData("git://git.example.com/acme/web.git", "https://git.example.com/acme/web")]
    [InlineData(
        "ssh://APKAEXAMPLE@git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
        "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web"
    )]
    [InlineData("ssh://git@ssh.github.com:443/acme/web.git", "https://github.com/acme/web")]
    [InlineData("git@ssh.github.com:acme/web.git", "https://github.com/acme/web")]
    [InlineData("ssh://git@altssh.gitlab.com:443/acme/group/web.git", "https://gitlab.com/acme/group/web")]
    [InlineData("ssh://git@altssh.bitbucket.org:443/acme/web.git", "https://bitbucket.org/acme/web")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/shop/web", "https://dev.azure.com/acme/shop/_git/web")]
    [InlineData("ssh://git@ssh.dev.azure.com/v3/acme/My%20Shop/web", "https://dev.azure.com/acme/My%20Shop/_git/web")]
    [InlineData("acme@vs-ssh.visualstudio.com:v3/acme/shop/web", "https://dev.azure.com/acme/shop/_git/web")]
    [InlineData("https://acme@dev.azure.com/acme/shop/_git/web", "https://dev.azure.com/acme/shop/_git/web")]
    [InlineData("codecommit::eu-west-1://alex@web", "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web")]
    public void GivesWhatABrowserOpens(string remote, string url) => Assert.Equal(url, RepositoryUrl.Clean(remote));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/srv/git/web.git")]
    [InlineData("../web")]
    [InlineData("file:///srv/git/web.git")]
    [InlineData(@"C:\git\web")]
    [InlineData("alex:hunter2@git.example.com:acme/web")]
    [InlineData("https://")]
    [InlineData("ssh://acme@vs-ssh.visualstudio.com/shop/_ssh/web")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/shop")]
    public void LeavesOutWhatOthersCannotOpen(string? remote) => Assert.Null(RepositoryUrl.Clean(remote));
}
