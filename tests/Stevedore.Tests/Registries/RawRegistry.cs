using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stevedore.Tests.Registries;

/// <summary>A registry on this machine that writes what a test gives it byte by byte, and may end a connection in between.</summary>
internal sealed class RawRegistry : IDisposable
{
    private const byte ClientHello = 0x16;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, NetworkStream, CancellationToken, Task<bool>> answer;
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<string> requests = new();

    /// <param name="answer">Told the header of each request; the connection ends after it, unless it says to go on.</param>
    public RawRegistry(Func<string, NetworkStream, CancellationToken, Task<bool>> answer)
    {
        this.answer = answer;
        listener.Start();
        Host = listener.LocalEndpoint.ToString()!;
        _ = Serve();
    }

    public string Host { get; }

    /// <summary>The headers of the requests.</summary>
    public string[] Requests => [.. requests];

    /// <summary>Writes an answer whole.</summary>
    public static async Task Write(Stream connection, string text, CancellationToken cancellation) =>
        await connection.WriteAsync(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n")), cancellation);

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task Serve()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await listener.AcceptTcpClientAsync(ended.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            var connection = client.GetStream();
            while (await Header(connection) is { } header)
            {
                requests.Enqueue(header);
                if (!await answer(header, connection, ended.Token))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client hung up, or the test has ended.
        }
    }

    // Null where the connection has ended, or TLS is spoken.
    private async Task<string?> Header(NetworkStream connection)
    {
        var header = new StringBuilder();
        var letter = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(letter, ended.Token) == 0 || letter[0] == ClientHello)
            {
                return null;
            }

            header.Append((char)letter[0]);
        }

        return header.ToString();
    }
}
