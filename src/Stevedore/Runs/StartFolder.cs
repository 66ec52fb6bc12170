namespace Stevedore.Runs;

/// <summary>The folder that the command was started in, where a person is who pastes what it prints. Cake goes to that of <c>--working</c>.</summary>
internal sealed record StartFolder(string Path);
