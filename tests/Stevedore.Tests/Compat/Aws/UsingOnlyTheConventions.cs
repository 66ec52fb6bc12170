using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>
/// Whatever product code uses of an AWS service's client has a shape that every such client of AWS's has, generated or genuine. So it compiles
/// against the real packages, too, which cannot be restored everywhere.
/// </summary>
public sealed partial class UsingOnlyTheConventions
{
    [Fact]
    public void OfServiceClients()
    {
        using var module = ModuleDefinition.ReadModule(typeof(IStevedoreContext).Assembly.Location);
        var used = module.GetMemberReferences().Where(member => IsOfAService(member.DeclaringType)).ToArray();

        Assert.Contains(used, member => member.DeclaringType.Name == "IAmazonECR");
        Assert.Contains(used, member => member.DeclaringType.Name == "AmazonSimpleSystemsManagementClient");
        Assert.Empty(used.Where(member => !IsConventional(member)).Select(member => member.FullName));
    }

    [Theory]
    [InlineData("System.Void Amazon.ECR.AmazonECRClient::.ctor()")]
    [InlineData("System.Boolean Amazon.ECR.Model.Image::IsSetImageId()")]
    [InlineData("System.Threading.Tasks.Task Amazon.ECR.IAmazonECR::DescribeImagesAsync(System.String,System.Threading.CancellationToken)")]
    public void RefusesOtherMembers(string member) => Assert.DoesNotMatch(Conventional(), member);

    private static bool IsOfAService(TypeReference type) =>
        type.Scope.Name is { } assembly
        && assembly.StartsWith("AWSSDK.", StringComparison.Ordinal)
        && assembly is not ("AWSSDK.Core" or "AWSSDK.S3" or "AWSSDK.SecurityToken" or "AWSSDK.SSO" or "AWSSDK.SSOOIDC");

    private static bool IsConventional(MemberReference member) => Conventional().IsMatch(member.FullName);

    // In this order: an operation; a client; a configuration, request or structure; its members; a constant, by its name and from text.
    [GeneratedRegex(
        """
            ^(
              System\.Threading\.Tasks\.Task`1<(?<n>Amazon\.\w+)\.Model\.(?<o>\w+)Response>\ \k<n>\.IAmazon\w+::\k<o>Async\(\k<n>\.Model\.\k<o>Request,System\.Threading\.CancellationToken\)
              |System\.Void\ (?<n>Amazon\.\w+)\.(?<c>Amazon\w+)Client::\.ctor\(Amazon\.Runtime\.AWSCredentials,\k<n>\.\k<c>Config\)
              |System\.Void\ Amazon\.\w+\.(Amazon\w+Config|Model\.\w+)::\.ctor\(\)
              |[^ ]+\ Amazon\.\w+\.Model\.\w+::get_[A-Z]\w*\(\)
              |System\.Void\ Amazon\.\w+\.Model\.\w+::set_[A-Z]\w*\([^,]+(<[^>]+>)?\)
              |(?<t>Amazon\.\w+\.\w+)\ \k<t>::([A-Z]\w*|op_Implicit\(System\.String\))
            )$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Conventional();
}
