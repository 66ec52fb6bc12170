using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

internal sealed class EcrHostRule : ISettingRule
{
    public string? Pattern => @"^[0-9]{12}\.(?:dkr\.ecr(?:-fips)?|dkr-ecr(?:-fips)?)\.(?:[a-z]{2}|eusc)(?:-[a-z]+)+-[0-9]\.[a-z0-9.-]+$";

    public Complaint? Check(string text) =>
        EcrHost.Place(text) is null
            ? new(
                $"'{text}' is not the host of an ECR registry",
                $"write it like {EcrHost.Form}, <account>.dkr.ecr-fips.<region>.amazonaws.com or <account>.dkr-ecr.<region>.on.aws"
            )
            : null;
}
