namespace Stevedore.Tool.Completions;

/// <summary>For PowerShell 7.</summary>
internal static class PowerShell
{
    public static string Script(CompletedWords words) =>
        $$"""
            # Completes stevedore and ./build.ps1. In $PROFILE: stevedore completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName stevedore -ScriptBlock {
              param($word, $command, $cursor)
              $places = @{
            {{string.Join('\n', words.Places.Select(Place))}}
              }
              $place = @()
              foreach ($element in $command.CommandElements | Select-Object -Skip 1) {
                if ($element.Extent.EndOffset -ge $cursor -or "$element".StartsWith('-')) { break }
                $place += "$element"
              }
              foreach ($choice in $places["$place"]) {
                if ($choice[0].StartsWith($word, [StringComparison]::OrdinalIgnoreCase)) {
                  [System.Management.Automation.CompletionResult]::new($choice[0], $choice[0], 'ParameterValue', $choice[1])
                }
              }
            }
            Register-ArgumentCompleter -Native -CommandName build.sh, build.ps1 -ScriptBlock {
              param($word, $command, $cursor)
              $choices = @(
            {{Choices(words.Build)}}
            {{string.Join('\n', words.Targets.Select(target => Row(new($"--target={target}", target))))}}
              )
              foreach ($choice in $choices) {
                if ($choice[0].StartsWith($word, [StringComparison]::OrdinalIgnoreCase)) {
                  [System.Management.Automation.CompletionResult]::new($choice[0], $choice[0], 'ParameterValue', $choice[1])
                }
              }
            }
            """;

    private static string Place(ChoicePlace place) => $"    {Quoted(place.Words)} = @(\n{Choices(place.Choices)}\n    )";

    private static string Choices(ImmutableArray<Choice> choices) => string.Join('\n', choices.Select(Row));

    // The comma makes a list of lists, also where there is one.
    private static string Row(Choice choice) => $"      , @({Quoted(choice.Text)}, {Quoted(choice.Meaning)})";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
