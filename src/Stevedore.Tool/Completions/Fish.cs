namespace Stevedore.Tool.Completions;

/// <summary>For fish 3.</summary>
internal static class Fish
{
    public static string Script(CompletedWords words) =>
        $"""
            # Completes stevedore and ./build.sh. In ~/.config/fish/config.fish: stevedore completion fish | source
            function __stevedore_at
              set -l place
              for word in (commandline -opc)[2..-1]
                string match -q -- '-*' $word; and break
                set -a place $word
              end
              test "$place" = "$argv"
            end
            complete -c stevedore -f
            {string.Join('\n', words.Places.SelectMany(place => place.Choices.Select(choice => OfTheTool(place.Words, choice))))}
            complete -c build.sh -f
            complete -c build.sh -l target -x -a '{string.Join(' ', words.Targets)}' -d 'The task to run.'
            {string.Join(
                '\n',
                words.Build.Where(choice => choice.Text != "--target=").Select(choice => $"complete -c build.sh {Argument(choice)}")
            )}
            """;

    private static string OfTheTool(string place, Choice choice) =>
        $"complete -c stevedore -n '__stevedore_at{(place.Length == 0 ? "" : $" {place}")}' {Argument(choice)}";

    private static string Argument(Choice choice)
    {
        var kind = choice.Text.StartsWith("--", StringComparison.Ordinal)
            ? $"-l {choice.Text.Trim('-', '=')}{(choice.Text.EndsWith('=') ? " -r -F" : "")}"
            : $"-a {choice.Text}";
        return $"{kind} -d {Quoted(choice.Meaning)}";
    }

    private static string Quoted(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
