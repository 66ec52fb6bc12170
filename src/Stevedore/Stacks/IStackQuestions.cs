using Stevedore.Terminal;

namespace Stevedore.Stacks;

/// <summary>Asks whoever deploys.</summary>
internal interface IStackQuestions
{
    /// <summary>Whether somebody is there to answer.</summary>
    bool IsPossible { get; }

    /// <summary>Whether the answer was yes.</summary>
    bool Ask(string question);
}

/// <summary>At the terminal.</summary>
internal sealed class TerminalQuestions(IOutput output) : IStackQuestions
{
    /// <inheritdoc/>
    public bool IsPossible => LinePrompt.IsPossible;

    /// <inheritdoc/>
    public bool Ask(string question) => LinePrompt.Ask(output, $"{question} yes or no", "no") is "yes" or "y";
}
