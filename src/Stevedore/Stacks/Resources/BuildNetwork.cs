using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The network that builds run in.</summary>
internal static class BuildNetwork
{
    /// <summary>The network of builds; null for none.</summary>
    public static TemplateMap? Vpc(StackTemplate template, PipelinePlan plan) =>
        plan.Build.Vpc is not { } vpc
            ? null
            : new()
            {
                { "VpcId", template.Parameter("VpcId", vpc.Id!, "The network that builds run in.", "AWS::EC2::VPC::Id") },
                { "Subnets", template.Parameter("Subnets", string.Join(',', vpc.Subnets!), "Its subnets.", "List<AWS::EC2::Subnet::Id>") },
                {
                    "SecurityGroupIds",
                    template.Parameter(
                        "SecurityGroups",
                        string.Join(',', vpc.SecurityGroups!),
                        "Its security groups.",
                        "List<AWS::EC2::SecurityGroup::Id>"
                    )
                },
            };

    /// <summary>What builds in it may do.</summary>
    public static IEnumerable<Statement> Statements(PipelinePlan plan)
    {
        if (plan.Build.Vpc is not { } vpc)
        {
            yield break;
        }

        yield return new(
            "Network",
            "running builds in a network",
            [
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
            ["*"]
        )
        {
            Comment = "Nothing narrower can be allowed.",
        };
        string[] subnets = [.. vpc.Subnets!.Select(subnet => StackPlace.Arn("ec2", $"subnet/{subnet}"))];
        yield return new(
            "MakeNetworkInterface",
            "running builds in a network",
            ["ec2:CreateNetworkInterface"],
            [
                StackPlace.Arn("ec2", "network-interface/*"),
                .. subnets,
                .. vpc.SecurityGroups!.Select(group => StackPlace.Arn("ec2", $"security-group/{group}")),
            ]
        );
        yield return new(
            "RemoveNetworkInterface",
            "running builds in a network",
            ["ec2:DeleteNetworkInterface"],
            [StackPlace.Arn("ec2", "network-interface/*")]
        );
        yield return new(
            "NetworkInterface",
            "running builds in a network",
            ["ec2:CreateNetworkInterfacePermission"],
            [StackPlace.Arn("ec2", "network-interface/*")]
        )
        {
            Conditions =
            [
                new("StringEquals", "ec2:AuthorizedService", "codebuild.amazonaws.com"),
                new("ArnEquals", "ec2:Subnet", [.. subnets]),
            ],
        };
    }
}
