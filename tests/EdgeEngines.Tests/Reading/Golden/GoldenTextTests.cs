using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using EdgeEngines.Reading;
using Xunit;

namespace EdgeEngines.Tests.Reading.Golden;

/// <summary>Pixels to texts with real models, against an implementation that shares nothing with this one.</summary>
public sealed class GoldenTextTests : IDisposable
{
    private readonly FramePool _pool = new(4);
    private readonly PictureDecoder _decoder = new();
    private readonly PpOcr _models = new();

    public void Dispose()
    {
        _models.Dispose();
        _decoder.Dispose();
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DrawnTexts_ReadsWhatTheSecondImplementationReads(bool withDirection)
    {
        const float PpOcrTurns = 0.9f, LeastConfidence = 0.5f;
        var golden = GoldenTexts.Read();
        using var reader = _models.Load(withDirection);
        using var pass = reader.CreatePass();
        List<string> disagreements = [];
        var agreed = 0;
        foreach (var picture in golden.Pictures)
        {
            var found = pass.Read(Rent(picture.Source)).ToList();
            ReleaseLast();
            foreach (var due in picture.Regions.Where(region => region.Score > golden.BoxThreshold + 0.03f))
            {
                var text = withDirection && due.Turned > PpOcrTurns ? due.TurnedText : due.Text;
                var mustRead = text != due.Text || due.Confidence > LeastConfidence + 0.1f;
                var same = found.FindIndex(one => one.Text == text && Closeness(due, one) > 0.9f && Math.Abs(one.RegionScore - due.Score) < 0.03f);
                if (same >= 0)
                    agreed++;
                else if (mustRead)
                    disagreements.Add($"{picture.Source}: '{text}' {due.Score} not among {string.Join(" | ", found.Select(f => $"'{f.Text}' {f.RegionScore:F3} {f.BoxInSource}"))}");
                if (same >= 0)
                    found.RemoveAt(same);
            }
            disagreements.AddRange(found.Where(one => !picture.Regions.Any(due => Closeness(due, one) > 0.9f)).Select(one => $"{picture.Source}: {one} is not in the golden file"));
        }
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        Assert.Equal(withDirection ? 17 : 16, agreed);
    }

    [Fact]
    public void Read_DrawnLines_InReadingOrder()
    {
        using var reader = _models.Load();
        using var pass = reader.CreatePass();

        var found = pass.Read(Rent("text/lines.png"));

        ReleaseLast();
        Assert.Equal(["Emergency exit", "Platform 9", "OPEN 24/7", "tel.555-0199", "Keep the door closed at all times", "2398072"], found.Select(one => one.Text));
        Assert.All(found, one => Assert.InRange(one.Confidence, 0.9f, 1));
        Assert.Equal(4, reader.Reports.Count); // the detector, and three widths of the reader
    }

    [Fact]
    public void Read_Region_FindsOnlyWhatLiesInIt()
    {
        using var reader = _models.Load();
        using var pass = reader.CreatePass();
        var frame = Rent("text/lines.png");

        var plate = Assert.Single(pass.Read(frame, new Box(180, 270, 460, 350)));
        var nothing = pass.Read(frame, new Box(300, 165, 400, 200));
        var outside = pass.Read(frame, new Box(700, 10, 900, 50));
        var upsideDownBox = pass.Read(frame, new Box(400, 100, 300, 50));
        var notANumber = pass.Read(frame, new Box(float.NaN, 0, 100, 100));

        ReleaseLast();
        Assert.Equal("2398072", plate.Text);
        Assert.True(plate.BoxInSource.Overlap(new Box(207, 293, 433, 329)) > 0.75f, plate.ToString());
        Assert.Empty(nothing);
        Assert.Empty(outside);
        Assert.Empty(upsideDownBox);
        Assert.Empty(notANumber);
    }

    [Theory]
    [InlineData(PixelFormat.I420)]
    [InlineData(PixelFormat.Nv12)]
    public void Read_YuvFrame_ReadsTheSame(PixelFormat pixels)
    {
        using var reader = _models.Load();
        using var pass = reader.CreatePass();
        var rgb = Rent("text/turned.png");
        var yuv = YuvCopy(rgb, pixels);

        var (fromRgb, fromYuv) = (pass.Read(rgb), pass.Read(yuv));

        rgb.Release();
        yuv.Release();
        Assert.Equal(["Broadway", "Exit 17", "Airport", "DOWNWARDS"], fromRgb.Select(one => one.Text));
        Assert.Equal(fromRgb.Select(one => one.Text), fromYuv.Select(one => one.Text));
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var reader = _models.Load();
        using var pass = reader.CreatePass();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var frame = Rent("text/lines.png");
        Assert.Throws<OperationCanceledException>(() => pass.Read(frame, cancellationToken: stop.Token));
        Assert.Equal(6, pass.Read(frame, cancellationToken: CancellationToken.None).Count);
        ReleaseLast();
    }

    [Fact]
    public void Read_AfterTheReaderIsClosed_Throws()
    {
        var reader = _models.Load();
        using var pass = reader.CreatePass();
        var frame = Rent("text/lines.png");
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pass.Read(frame));
        ReleaseLast();
    }

    private Frame? _last;

    private Frame Rent(string source)
    {
        var picture = _decoder.Read(Path.Combine(GoldenTexts.Folder, source), _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        return _last = picture.Frame;
    }

    private void ReleaseLast()
    {
        _last?.Release();
        _last = null;
    }

    /// <summary>Overlap of the upright boxes, less what the corners differ by in heights of the text.</summary>
    private static float Closeness(GoldenRegion due, in ReadText one)
    {
        var quad = one.CornersInSource;
        var corners = new[] { quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft };
        var furthest = corners.Max(corner => due.Corners.Min(other => Math.Max(Math.Abs(other[0] - corner.X), Math.Abs(other[1] - corner.Y))));
        return 1 - (furthest / quad.Height);
    }

    /// <summary>BT.601, limited range, as it is usually printed; chroma averaged over 2×2.</summary>
    private Frame YuvCopy(Frame rgb, PixelFormat pixels)
    {
        var (width, height) = (rgb.Format.Width, rgb.Format.Height);
        var yuv = _pool.Rent(new FrameFormat(pixels, width, height), TestContext.Current.CancellationToken);
        var (chromaWidth, chromaHeight) = yuv.Format.Chroma;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                yuv.Pixels[(y * width) + x] = (byte)Math.Round(16 + Mix(rgb, x, y, 65.481, 128.553, 24.966));
        }
        for (var y = 0; y < chromaHeight; y++)
        {
            for (var x = 0; x < chromaWidth; x++)
            {
                var (u, v) = (Average(x, y, -37.797, -74.203, 112), Average(x, y, 112, -93.786, -18.214));
                var at = (width * height) + (pixels == PixelFormat.Nv12 ? 2 * ((y * chromaWidth) + x) : (y * chromaWidth) + x);
                yuv.Pixels[at] = u;
                yuv.Pixels[at + (pixels == PixelFormat.Nv12 ? 1 : chromaWidth * chromaHeight)] = v;
            }
        }
        return yuv;

        byte Average(int x, int y, double r, double g, double b)
        {
            double sum = 0;
            for (var i = 0; i < 4; i++)
                sum += Mix(rgb, Math.Min((2 * x) + (i % 2), width - 1), Math.Min((2 * y) + (i / 2), height - 1), r, g, b);
            return (byte)Math.Round(128 + (sum / 4));
        }
    }

    private static double Mix(Frame rgb, int x, int y, double r, double g, double b)
    {
        var at = ((y * rgb.Format.Width) + x) * 3;
        return ((rgb.Pixels[at] * r) + (rgb.Pixels[at + 1] * g) + (rgb.Pixels[at + 2] * b)) / 255;
    }
}
