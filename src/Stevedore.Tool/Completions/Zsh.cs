namespace Stevedore.Tool.Completions;

/// <summary>For zsh 5.</summary>
internal static class Zsh
{
    public static string Script(CompletedWords words) =>
        $$"""
            #compdef stevedore build.sh
            # Completes stevedore and ./build.sh. In ~/.zshrc, behind compinit: eval "$(stevedore completion zsh)"
            _stevedore_offer() {
              local -a values flags
              values=(${(M)@:#*=:*})
              flags=(${@:#*=:*})
              # A value follows at once.
              (($#values)) && _describe -o argument values -S ''
              (($#flags)) && _describe -o argument flags
            }
            _stevedore() {
              local place='' word
              for word in "${(@)words[2,CURRENT-1]}"; do
                [[ $word != -* ]] || break
                place="$place${place:+ }$word"
              done
              if [[ ${words[CURRENT]} == -*=* ]]; then
                compset -P '*='
                _files
                return
              fi
              case $place in
            {{string.Join('\n', words.Places.Select(Case))}}
              esac
            }
            _stevedore_build() {
              if [[ ${words[CURRENT]} == --target=* ]]; then
                compset -P '*='
                compadd -- {{string.Join(' ', words.Targets)}}
              elif [[ ${words[CURRENT]} == -*=* ]]; then
                compset -P '*='
                _files
              else
                _stevedore_offer {{Texts(words.Build)}}
              fi
            }
            compdef _stevedore stevedore
            compdef _stevedore_build build.sh
            """;

    private static string Case(ChoicePlace place) => $"    '{place.Words}') _stevedore_offer {Texts(place.Choices)} ;;";

    // A colon divides the text from its meaning.
    private static string Texts(ImmutableArray<Choice> choices) =>
        string.Join(' ', choices.Select(choice => $"{Quoted($"{choice.Text}:{choice.Meaning}")}"));

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
