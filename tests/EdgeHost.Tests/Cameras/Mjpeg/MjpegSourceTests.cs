using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Mjpeg;
using Xunit;
using static EdgeHost.Tests.Cameras.Mjpeg.MjpegServer;

namespace EdgeHost.Tests.Cameras.Mjpeg;

public sealed class MjpegSourceTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
    private readonly FramePool _pool = new(4);
    private readonly CameraCounters _counters = new();

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Fact]
    public void Read_Stream_GivesPicturesAndCountsBadOnes()
    {
        var (small, large) = (Jpeg("64x48"), Jpeg("128x96"));
        using var server = new MjpegServer((stream, _) =>
        {
            stream.Write(Text(Ok));
            foreach (var part in new[] { small, Text("not a picture"), large[..^200], [0xFF, 0xD8, 0xFF, 1, 2, 3, 0xFF, 0xD9], large })
                stream.Write([.. Text($"--frame\r\nContent-Length: {part.Length}\r\n\r\n"), .. part, .. Text("\r\n")]);
            stream.Write(Text("--frame--\r\n"));
        });
        using var source = Source(server);
        var sizes = new List<(int, int)>();
        Opening.ReadAll(source, _pool, look: frame => sizes.Add(frame.SourceSize));
        Assert.Equal([(64, 48), (128, 96)], sizes); // a change of size is nothing special here
        Assert.Equal(3, _counters.BadParts);
    }

    [Fact]
    public void Read_ChallengedForBasic_SendsUserAndPasswordOnlyThen()
    {
        var jpeg = Jpeg("64x48");
        var requests = new List<string>();
        using var server = new MjpegServer((stream, request) =>
        {
            requests.Add(request);
            if (!request.Contains("Authorization: Basic " + Convert.ToBase64String("admin:p@ss"u8), StringComparison.Ordinal))
                stream.Write(Text("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cam\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            else
                stream.Write([.. Text(Ok + $"--frame\r\nContent-Length: {jpeg.Length}\r\n\r\n"), .. jpeg]);
        });
        using var source = Source(server, "admin:p%40ss@");
        Assert.Single(Opening.ReadAll(source, _pool));
        Assert.Equal(2, requests.Count);
        Assert.DoesNotContain("Authorization", requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "user:password@host")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", "text/html; expected multipart")]
    [InlineData("SSH-2.0-dropbear\r\n\r\n", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    public void Read_WrongAnswer_SaysWhatCame(string answer, string expected)
    {
        using var server = new MjpegServer((stream, _) => stream.Write(Text(answer)));
        using var source = Source(server, "u:s3cret@");
        var error = Assert.Throws<CameraException>(() => source.Read(_pool, default));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(error.IsPermanent); // a camera that boots up answers nonsense
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Ok)]
    [InlineData(Ok + "--frame\r\nContent-Length: 1000\r\n\r\nabc")]
    public void Abort_SilentServer_EndsTheRead(string answer)
    {
        using var reached = new ManualResetEventSlim();
        using var over = new ManualResetEventSlim();
        using var server = new MjpegServer((stream, _) =>
        {
            stream.Write(Text(answer));
            reached.Set();
            over.Wait(TimeSpan.FromSeconds(20));
        });
        using var source = Source(server);
        var aborter = new Thread(() =>
        {
            reached.Wait();
            source.Abort();
        });
        aborter.Start();
        try
        {
            source.Read(_pool, default)?.Release();
        }
        catch (CameraException)
        {
            // as good as an end
        }
        aborter.Join();
        over.Set();
    }

    [Fact]
    public void Read_KnownNeed_DecodesLaterPicturesSmaller()
    {
        var jpeg = Jpeg("640x480");
        using var server = new MjpegServer((stream, _) =>
        {
            stream.Write(Text(Ok));
            for (var i = 0; i < 2; i++)
                stream.Write([.. Text($"--frame\r\nContent-Length: {jpeg.Length}\r\n\r\n"), .. jpeg, .. Text("\r\n")]);
        });
        using var source = Source(server, "", size => (size.Width / 4, size.Height / 4));
        var sizes = new List<(int, int)>();
        Opening.ReadAll(source, _pool, look: frame =>
        {
            Assert.Equal((640, 480), frame.SourceSize);
            sizes.Add((frame.Format.Width, frame.Format.Height));
        });
        Assert.Equal([(640, 480), (160, 120)], sizes);
    }

    private MjpegSource Source(MjpegServer server, string user = "", Func<(int Width, int Height), (int Width, int Height)>? smallest = null) =>
        new(Opening.Of($"http://{user}127.0.0.1:{server.Port}/stream", _counters) with { SmallestFrame = smallest });

    private static byte[] Jpeg(string size) =>
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc=size={size}", "-frames:v", "1", "-c:v", "mjpeg", "-f", "mjpeg", "pipe:1");
}
