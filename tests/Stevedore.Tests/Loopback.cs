using System.Net;
using Stevedore.Tests.Registries;

namespace Stevedore.Tests;

/// <summary>An HTTP server of a test's own, on a port of this machine.</summary>
internal static class Loopback
{
    /// <summary>Listens on a port that is free, and says which host that is.</summary>
    public static (HttpListener Listener, string Host) Listen()
    {
        while (true)
        {
            var host = $"127.0.0.1:{FreePort.Next()}";
            var candidate = new HttpListener { Prefixes = { $"http://{host}/" } };
            try
            {
                candidate.Start();
                return (candidate, host);
            }
            catch (HttpListenerException)
            {
                // Another process took the port in between.
                candidate.Close();
            }
        }
    }

    /// <summary>Answers one request after the other until the listener is closed.</summary>
    public static async Task Serve(HttpListener listener, Func<HttpListenerContext, Task> answer)
    {
        while (listener.IsListening)
        {
            try
            {
                await answer(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The listener was closed, or a client hung up.
            }
        }
    }
}
