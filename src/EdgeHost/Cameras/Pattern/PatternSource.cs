using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Pattern;

/// <summary>Coloured rectangles moving over a grey background: the camera that everyone has. What is in each frame is known
/// (<see cref="Truth"/>), and the model in <c>models/quantized/pattern</c> finds it from the pixels.</summary>
internal sealed class PatternSource : ICameraSource
{
    public const int MinWidth = 64;
    public const int MinHeight = 48;

    // Y, U, V (BT.601, limited range) of RGB (220, 40, 40), (40, 200, 40) and (40, 60, 220).
    private static readonly (byte Y, byte U, byte V)[] s_colours = [(97, 101, 207), (131, 81, 69), (78, 201, 108)];

    private readonly PatternOptions _options;
    private readonly FrameFormat _format;
    private readonly byte[] _background;
    private readonly PatternBox[] _boxes = new PatternBox[PatternTruth.MaxBoxes];
    private long _next;
    private volatile bool _aborted;

    public PatternSource(CameraOpening opening)
        : this(PatternOptions.From(opening.Uri))
    {
        if (opening.ResumeAfter is { } time)
            _next = (long)Math.Round(time.TotalSeconds * _options.FramesPerSecond) + 1;
    }

    public PatternSource(PatternOptions options)
    {
        if (options.Width < MinWidth || options.Height < MinHeight)
            throw new CameraException($"sim:pattern has size {options.Width}x{options.Height}; expected at least {MinWidth}x{MinHeight}") { IsPermanent = true };
        _options = options;
        _format = new FrameFormat(PixelFormat.I420, options.Width, options.Height);
        _background = Background(_format, options.Seed);
        Truth = new PatternTruth(options);
    }

    public PatternTruth Truth { get; }

    public bool IsLive => false;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        if (_aborted || (_options.Frames > 0 && _next >= _options.Frames))
            return null;
        var index = _next++;
        var frame = pool.Rent(_format, cancellationToken);
        var pixels = frame.Pixels;
        _background.CopyTo(pixels);
        var count = Truth.Boxes(index, _boxes);
        foreach (ref readonly var box in _boxes.AsSpan(0, count))
            Fill(pixels, box.BoxInSource, s_colours[box.Class]);
        frame.SourceTime = TimeSpan.FromSeconds(index / _options.FramesPerSecond);
        return frame;
    }

    public void Abort() => _aborted = true;

    public void Dispose()
    {
    }

    private void Fill(Span<byte> pixels, in Box box, (byte Y, byte U, byte V) colour)
    {
        var (left, top, right, bottom) = ((int)box.Left, (int)box.Top, (int)box.Right, (int)box.Bottom);
        for (var y = top; y < bottom; y++)
            pixels.Slice((y * _format.Width) + left, right - left).Fill(colour.Y);
        var (chromaWidth, chromaHeight) = _format.Chroma;
        var u = pixels.Slice(_format.Width * _format.Height, chromaWidth * chromaHeight);
        var v = pixels.Slice((_format.Width * _format.Height) + u.Length, u.Length);
        for (var y = top / 2; y < bottom / 2; y++)
        {
            var row = (y * chromaWidth) + (left / 2);
            u.Slice(row, (right - left) / 2).Fill(colour.U);
            v.Slice(row, (right - left) / 2).Fill(colour.V);
        }
    }

    /// <summary>A grey ramp with a little noise, which no detector of colour may take for anything.</summary>
    private static byte[] Background(in FrameFormat format, int seed)
    {
        var pixels = new byte[format.Bytes];
        var random = new PatternTruth.SplitMix((ulong)seed);
        for (var y = 0; y < format.Height; y++)
        {
            for (var x = 0; x < format.Width; x++)
                pixels[(y * format.Width) + x] = (byte)(60 + (90 * x / format.Width) + (int)(random.Next() * 12));
        }
        pixels.AsSpan(format.Width * format.Height).Fill(128);
        return pixels;
    }
}
