using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeHost.Tests.Cameras.Mjpeg;

/// <summary>An HTTP server of the simplest kind on a free port: hands each connection with its request's headers to a script.</summary>
internal sealed class MjpegServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Action<NetworkStream, string> _serve;

    public MjpegServer(Action<NetworkStream, string> serve)
    {
        _serve = serve;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                using var stream = client.GetStream();
                try
                {
                    var request = new StringBuilder();
                    while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && stream.ReadByte() is >= 0 and var next)
                        request.Append((char)next);
                    _serve(stream, request.ToString());
                }
                catch (IOException)
                {
                    // the camera's client hung up
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // the test is over
        }
    }
}
