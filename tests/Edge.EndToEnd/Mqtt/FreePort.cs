using System.Net;
using System.Net.Sockets;

namespace Edge.EndToEnd.Mqtt;

internal static class FreePort
{
    /// <summary>A port of the loopback interface that nobody listens on.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
