using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Registries.EcrPublic;

internal sealed class AliasRule : ISettingRule
{
    public Complaint? Check(string text) =>
        RepositoryName.TryParse(text) is not null && !text.Contains('/')
            ? null
            : new($"'{text}' is not the alias of a public registry", "use the part behind public.ecr.aws/");
}
