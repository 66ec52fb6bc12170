using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Registries.EcrPublic;

internal sealed class AliasRule : ISettingRule
{
    public string? Pattern => "^[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*$";

    public Complaint? Check(string text) =>
        RepositoryName.TryParse(text) is not null && !text.Contains('/')
            ? null
            : new($"'{text}' is not the alias of a public registry", "use the part behind public.ecr.aws/");
}
