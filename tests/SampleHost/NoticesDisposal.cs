namespace SampleHost;

internal sealed class NoticesDisposal : IDisposable
{
    public void Dispose() => Step.Say("disposed");
}
