using System.Net;
using System.Net.Sockets;

namespace Stevedore.LabTests.Shipping;

/// <summary>A port that hands connections on to another, and answers whoever speaks TLS that only plain HTTP is spoken here.</summary>
/// <remarks>HttpListener would close such a connection with unread bytes: a reset that the engine, which asks by TLS first, now and then takes for the end.</remarks>
internal sealed class PlainHttpDoor : IDisposable
{
    private const byte TlsHandshake = 22;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int inner;

    public PlainHttpDoor(int inner)
    {
        this.inner = inner;
        listener.Start();
        _ = Serve();
    }

    /// <summary>Such as <c>127.0.0.1:41289</c>.</summary>
    public string Host => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose() => listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Pass(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private async Task Pass(TcpClient outside)
    {
        using var caller = outside;
        using var inside = new TcpClient();
        try
        {
            var stream = caller.GetStream();
            var first = new byte[1 << 16];
            var length = await stream.ReadAsync(first);
            if (length > 0 && first[0] == TlsHandshake)
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                caller.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
                return;
            }

            await inside.ConnectAsync(IPAddress.Loopback, inner);
            await inside.GetStream().WriteAsync(first.AsMemory(0, length));
            // Whichever side ends, ends the other.
            await Task.WhenAny(stream.CopyToAsync(inside.GetStream()), inside.GetStream().CopyToAsync(stream));
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            // Whoever spoke has ended.
        }
    }
}
