using System.Net.Sockets;

namespace Telemetry.Mqtt;

/// <summary>An open connection: the socket, and the stream over it, encrypted or not.</summary>
internal sealed class Channel(Socket socket, Stream stream, bool isSecure) : IDisposable
{
    public Socket Socket => socket;

    public Stream Stream => stream;

    public bool IsSecure => isSecure;

    public void Dispose()
    {
        socket.Dispose(); // first: it makes a read or write that another thread waits in fail
        stream.Dispose();
    }
}
