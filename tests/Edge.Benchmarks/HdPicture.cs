using System.Buffers;
using EdgeEngines.Frames;
using EdgeEngines.Pictures;

namespace Edge.Benchmarks;

/// <summary>
/// A 1280×720 JPEG at quality 85, 4:2:0: the photograph of the test data where it is (environment variable EDGE_TESTDATA, or
/// <c>../shared/data</c> beside the repository), else a drawn pattern with noise of about the same size in bytes.
/// </summary>
internal static class HdPicture
{
    private const string Photograph = "images/carnd-vehicle-test1.jpg";

    public static byte[] Encode()
    {
        using var pool = new FramePool(1);
        using var decoder = new PictureDecoder();
        using var encoder = new SnapshotEncoder(quality: 85);
        var picture = decoder.Read(Path.Combine(TestData(), Photograph), pool);
        var frame = picture.Succeeded ? picture.Frame : Pattern(pool);
        var jpeg = new ArrayBufferWriter<byte>();
        encoder.Encode(frame, [], jpeg);
        frame.Release();
        return jpeg.WrittenSpan.ToArray();
    }

    private static Frame Pattern(FramePool pool)
    {
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 1280, 720), CancellationToken.None);
        var random = new Random(1);
        var pixels = frame.Pixels;
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(118 + (90 * Math.Sin(i / 700.0)) + random.Next(20));
        return frame;
    }

    private static string TestData()
    {
        if (Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return Path.Combine(folder.FullName, "..", "shared", "data");
        }
        return ".";
    }
}
