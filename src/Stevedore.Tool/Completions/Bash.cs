namespace Stevedore.Tool.Completions;

/// <summary>For bash 3.2, which macOS has, and later.</summary>
internal static class Bash
{
    public static string Script(CompletedWords words) =>
        $$"""
            # Completes stevedore and ./build.sh. In ~/.bashrc: eval "$(stevedore completion bash)"
            _stevedore_offer() {
              local word=$1
              COMPREPLY=($(compgen -W "$2" -- "$word"))
              # A value follows at once.
              case ${COMPREPLY-} in *=) compopt -o nospace 2>/dev/null || true ;; esac
            }
            _stevedore() {
              local place='' line=${COMP_LINE:0:COMP_POINT} index choices
              # What stands behind the sign, where bash divides words, are files or names.
              case ${line##* } in *=*) return 0 ;; esac
              for ((index = 1; index < COMP_CWORD; index++)); do
                case ${COMP_WORDS[index]} in -*) break ;; esac
                place="$place${place:+ }${COMP_WORDS[index]}"
              done
              case $place in
            {{string.Join('\n', words.Places.Select(Case))}}
                *) return 0 ;;
              esac
              _stevedore_offer "${line##* }" "$choices"
            }
            _stevedore_build() {
              local line=${COMP_LINE:0:COMP_POINT}
              case ${line##* } in
                --target=*) _stevedore_offer "${line##*=}" '{{string.Join(' ', words.Targets)}}' ;;
                *=*) return 0 ;;
                *) _stevedore_offer "${line##* }" '{{Texts(words.Build)}}' ;;
              esac
            }
            complete -o default -F _stevedore stevedore
            complete -o default -F _stevedore_build build.sh
            """;

    private static string Case(ChoicePlace place) => $"    '{place.Words}') choices='{Texts(place.Choices)}' ;;";

    private static string Texts(ImmutableArray<Choice> choices) => string.Join(' ', choices.Select(choice => choice.Text));
}
