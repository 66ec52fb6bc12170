using System.Reflection;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker.Internal;

/// <summary>A docker command line: the command, an option for each property that is set, and the rest.</summary>
internal static class DockerArguments
{
    public static ProcessArgumentBuilder Of<TSettings>(string command, TSettings settings, string[] additional)
        where TSettings : AutoToolSettings
    {
        var builder = new ProcessArgumentBuilder();
        builder.Append(command);
        foreach (var property in typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Append(builder, property, settings);
        }

        foreach (var argument in additional)
        {
            builder.Append(argument);
        }

        return builder;
    }

    private static void Append(ProcessArgumentBuilder builder, PropertyInfo property, AutoToolSettings settings)
    {
        // Delegates, paths and dictionaries are for the process, not for docker.
        var name = OptionOf(property.Name);
        switch (property.GetValue(settings))
        {
            case true:
                builder.Append(name);
                break;
            case int or long or ulong or ushort:
                builder.Append(Invariant($"{name} {property.GetValue(settings)}"));
                break;
            case TimeSpan time:
                builder.Append(Invariant($"{name} {Math.Floor(time.TotalHours)}h{time.Minutes}m{time.Seconds}s"));
                break;
            case string text:
                AppendText(builder, name, text, settings.SecretProperties.Contains(property.Name));
                break;
            case string[] texts:
                foreach (var text in texts)
                {
                    AppendText(builder, name, text, settings.SecretProperties.Contains(property.Name));
                }

                break;
        }
    }

    private static void AppendText(ProcessArgumentBuilder builder, string name, string text, bool isSecret)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        builder.Append(name);
        if (isSecret)
        {
            builder.AppendQuotedSecret(text);
        }
        else
        {
            builder.AppendQuoted(text);
        }
    }

    private static string OptionOf(string property)
    {
        var option = new StringBuilder("-");
        foreach (var character in property)
        {
            if (char.IsUpper(character) || option.Length == 1)
            {
                option.Append('-');
            }

            option.Append(char.ToLowerInvariant(character));
        }

        return option.ToString();
    }
}
