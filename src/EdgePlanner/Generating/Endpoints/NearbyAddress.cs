using System.Net;
using System.Net.Sockets;

namespace EdgePlanner.Generating.Endpoints;

/// <summary>This machine and private networks: where a question may go unencrypted.</summary>
internal static class NearbyAddress
{
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        return address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..];
    }

    /// <summary>Connects to an address of the host that is near, whatever else the name stands for: looked up here, so that it cannot change between the check and the connection.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var near = addresses.Where(Is).ToArray();
        if (near.Length == 0)
        {
            throw new HttpRequestException(
                $"{host} is {string.Join(", ", addresses.Take(4).Select(address => address.ToString()))}, neither this machine nor a private network: expected https, or AllowPlainHttp");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(near, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
