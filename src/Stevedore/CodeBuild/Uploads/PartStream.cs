namespace Stevedore.CodeBuild.Uploads;

/// <summary>A stream of which each full part is handed on while the next is written; few parts are held at once.</summary>
/// <param name="size">Of a part, in bytes; the last may be smaller.</param>
/// <param name="send">Sends a part; the numbers begin with 1.</param>
internal sealed class PartStream(int size, Func<int, MemoryStream, Task> send) : Stream
{
    private const int MostAtOnce = 2;

    private readonly SemaphoreSlim free = new(MostAtOnce);
    private readonly List<Task> sending = [];
    private MemoryStream part = new(size);
    private int number;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what is left, and waits for all.</summary>
    public async Task Finish()
    {
        if (part.Length > 0 || number == 0)
        {
            Send();
        }

        await Task.WhenAll(sending);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = Math.Min(buffer.Length, size - (int)part.Length);
            part.Write(buffer[..count]);
            buffer = buffer[count..];
            if (part.Length == size)
            {
                Send();
            }
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Waits for the parts that are under way, whatever becomes of them.</summary>
    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            part.Dispose();
            free.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Send()
    {
        // What has failed is told at once, and not when all is read.
        if (sending.Find(task => task.IsFaulted || task.IsCanceled) is { } failed)
        {
            failed.GetAwaiter().GetResult();
        }

        free.Wait();
        sending.RemoveAll(task => task.IsCompletedSuccessfully);
        var full = part;
        part = new(size);
        sending.Add(Send(++number, full));
    }

    private async Task Send(int count, MemoryStream full)
    {
        try
        {
            await Task.Run(() => send(count, full));
        }
        finally
        {
            await full.DisposeAsync();
            free.Release();
        }
    }
}
