using System.Text;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>Collects words.</summary>
internal sealed class ShellWordSplit
{
    private readonly List<string> words = [];
    private readonly StringBuilder word = new();

    /// <param name="isKept">Whether blanks in it belong to the word: those that are quoted or escaped.</param>
    public void Add(string piece, bool isKept)
    {
        foreach (var character in piece)
        {
            if (isKept || !char.IsWhiteSpace(character))
            {
                word.Append(character);
            }
            else
            {
                End();
            }
        }
    }

    public List<string> All()
    {
        End();
        return words;
    }

    private void End()
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
