using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeHost.Tests.Cameras.Ffmpeg;

/// <summary>
/// A small RTSP server (RFC 2326, interleaved over TCP) for tests: an ffmpeg makes RTP packets of a test picture and sends them
/// here by UDP; whoever has said PLAY gets them. It asks for a user and password.
/// </summary>
internal sealed class RtspRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly UdpClient _packets = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Process _encoder;
    private readonly string _sdpFile;
    private readonly string _user;
    private TcpClient? _client;

    public RtspRelay(TemporaryFolder folder, string user)
    {
        (_sdpFile, _user) = (folder.File("stream.sdp"), user);
        var target = $"rtp://127.0.0.1:{((IPEndPoint)_packets.Client.LocalEndPoint!).Port}";
        _encoder = Process.Start(new ProcessStartInfo(
            Needs.Program("ffmpeg"),
            ["-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-c:v", "mpeg4", "-g", "5", "-sdp_file", _sdpFile, "-f", "rtp", target]))!;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>As when the camera loses its power.</summary>
    public void DropClient() => _client?.Close();

    public void Dispose()
    {
        _listener.Dispose();
        DropClient();
        _packets.Dispose();
        _encoder.Kill();
        _encoder.WaitForExit();
        _encoder.Dispose();
    }

    private void Accept()
    {
        while (true)
        {
            try
            {
                _client = _listener.AcceptTcpClient();
                Connections++;
                Serve(_client.GetStream());
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.Server.IsBound)
                    return;
            }
        }
    }

    private void Serve(NetworkStream stream)
    {
        while (ReadRequest(stream) is { Length: > 0 } request)
        {
            var sequence = request.Split('\n').First(line => line.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase)).Trim();
            if (!request.StartsWith("OPTIONS", StringComparison.Ordinal)
                && !request.Contains("Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(_user)), StringComparison.Ordinal))
            {
                Answer(stream, "401 Unauthorized", sequence, "WWW-Authenticate: Basic realm=\"cam\"");
                continue;
            }
            switch (request.Split(' ')[0])
            {
                case "DESCRIBE":
                    var sdp = Sdp();
                    Answer(stream, "200 OK", sequence, $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length.ToString(CultureInfo.InvariantCulture)}", sdp);
                    break;
                case "SETUP":
                    Answer(stream, "200 OK", sequence, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1");
                    break;
                case "PLAY":
                    Answer(stream, "200 OK", sequence, "Session: 1");
                    Relay(stream);
                    return;
                default:
                    Answer(stream, "200 OK", sequence, "Public: DESCRIBE, SETUP, PLAY, TEARDOWN");
                    break;
            }
        }
    }

    private void Relay(NetworkStream stream)
    {
        IPEndPoint? from = null;
        while (true)
        {
            var packet = _packets.Receive(ref from);
            stream.Write([(byte)'$', 0, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet]);
        }
    }

    private string Sdp()
    {
        SpinWait.SpinUntil(() => File.Exists(_sdpFile) && File.ReadAllText(_sdpFile).Contains("m=video", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        var lines = File.ReadAllText(_sdpFile).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Length > 1 && line[1] == '=' && !line.StartsWith("c=", StringComparison.Ordinal))
            .Select(line => line.StartsWith("m=video", StringComparison.Ordinal) ? "m=video 0 RTP/AVP 96" : line);
        return string.Join("\r\n", lines) + "\r\na=control:track0\r\n";
    }

    private static string ReadRequest(NetworkStream stream)
    {
        var request = new StringBuilder();
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var next = stream.ReadByte();
            if (next < 0)
                return "";
            request.Append((char)next);
        }
        return request.ToString();
    }

    private static void Answer(NetworkStream stream, string status, string sequence, string headers, string body = "") =>
        stream.Write(Encoding.ASCII.GetBytes($"RTSP/1.0 {status}\r\n{sequence}\r\n{headers}\r\n\r\n{body}"));
}
