using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Stevedore.LabTests.Builders;

/// <summary>An address of this machine behind which another one answers.</summary>
public sealed class Forwarding : IDisposable
{
    private readonly TcpListener listener;
    private readonly IPEndPoint target;
    private readonly Func<Stream, Task<Stream>> open;

    /// <param name="address">Where to listen; port 0 for any that is free.</param>
    /// <param name="target">What answers.</param>
    /// <param name="open">What the listening side speaks, such as TLS; null for the same as the target.</param>
    public Forwarding(IPEndPoint address, IPEndPoint target, Func<Stream, Task<Stream>>? open = null)
    {
        this.target = target;
        this.open = open ?? Task.FromResult;
        listener = new(address);
        listener.Start();
        _ = Accept();
    }

    public string Address => listener.LocalEndpoint.ToString()!;

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            using (var inner = new TcpClient())
            await using (var outer = await open(client.GetStream()))
            {
                await inner.ConnectAsync(target);
                await Task.WhenAny(outer.CopyToAsync(inner.GetStream()), inner.GetStream().CopyToAsync(outer));
            }
        }
        catch (Exception cause) when (cause is IOException or AuthenticationException)
        {
            // A client that does not like what it meets hangs up.
        }
    }
}
