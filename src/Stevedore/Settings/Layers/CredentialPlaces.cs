using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>User name and password are two things: one place for both would end with the password in the user name's place.</summary>
internal static class CredentialPlaces
{
    private const string Hint = "name another key";

    /// <param name="holder">The object with the keys of the form.</param>
    /// <param name="path">Its path.</param>
    public static void Differ(SettingFaults faults, CredentialForm form, SettingNode holder, string path)
    {
        if (form.Place is not { } place)
        {
            Keys(faults, holder, path);
        }
        else if (Name(holder["username"]?.Value) is { } name && name == Name(holder["password"]?.Value))
        {
            faults.Add(holder["password"]!.Origin, $"{path}.password", $"is the {place} of the user name, too", $"name another {place}");
        }
    }

    private static void Keys(SettingFaults faults, SettingNode holder, string path)
    {
        if (holder["usernameKey"] is not { } username || holder["passwordKey"] is not { } password || username.Value != password.Value)
        {
            return;
        }

        if (password.Origin == Origin.Default)
        {
            faults.Add(username.Origin, $"{path}.usernameKey", "is the key of the password, too", Hint);
        }
        else
        {
            faults.Add(password.Origin, $"{path}.passwordKey", "is the key of the user name, too", Hint);
        }
    }

    // arn:aws:ssm:eu-west-1:111122223333:parameter/a/b is /a/b, and /a/b:3 a version of it.
    private static string? Name(string? text)
    {
        const string resource = ":parameter/";
        var start =
            text is not null && text.StartsWith("arn:", StringComparison.Ordinal) ? text.IndexOf(resource, StringComparison.Ordinal) : -1;
        return text?[(start < 0 ? 0 : start + resource.Length)..].Split(':')[0].Trim().TrimStart('/');
    }
}
