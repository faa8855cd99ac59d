using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Reading;

namespace EdgeEngines.Onnx;

/// <summary>
/// One frame's way to its texts:
/// <code>
/// frame ─ detector ─ regions ─┬─ warp ─ direction? ─┐
///                             └─────────────────────┴─ warp ─ reader of the narrowest width that fits ─ text
/// </code>
/// </summary>
internal sealed class OnnxTextPass : ITextPass
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _owned = [];
    private readonly RegionRun _regions;
    private readonly List<(LineRun Run, CtcDecoder Decoder)> _readers = [];
    private readonly LineRun? _direction;
    private readonly int _turnedClass;
    private readonly float _turnConfidence;
    private readonly float _minConfidence;
    private bool _disposed;

    public OnnxTextPass(TextEngine detecting, IReadOnlyList<TextEngine> reading, TextEngine? turning)
    {
        try
        {
            _regions = Own(new RegionRun(detecting));
            foreach (var engine in reading)
                _readers.Add((Own(new LineRun(engine, TextOutputs.Steps)), new CtcDecoder(engine.Model.Labels, engine.Text.Logits)));
            if (turning is not null)
            {
                _direction = Own(new LineRun(turning, TextOutputs.Direction));
                (_turnedClass, _turnConfidence) = (TextOutputs.TurnedClass(turning.Model), turning.Text.TurnConfidence);
            }
            _minConfidence = reading[0].Text.MinConfidence;
        }
        catch
        {
            _owned.ForEach(one => one.Dispose());
            throw;
        }
    }

    public IReadOnlyList<ReadText> Read(Frame frame, Box? regionInSource = null, CancellationToken cancellationToken = default)
    {
        var part = regionInSource is { } asked ? Clip(asked, frame) : (Box?)null;
        if (part is { } clipped && !(clipped.Width > 0 && clipped.Height > 0))
            return []; // outside the picture, or NaN
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            List<ReadText> texts = [];
            foreach (var region in _regions.Find(frame, part))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (ReadLine(frame, region) is { } text)
                    texts.Add(text);
            }
            ReadingOrder.Sort(texts);
            return texts;
        }
    }

    /// <summary>Waits for a read under way: its memory is being written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _owned.ForEach(one => one.Dispose());
        }
    }

    private ReadText? ReadLine(Frame frame, in TextRegion region)
    {
        var box = Clip(region.CornersInSource.Bounds, frame);
        if (!(box.Area > 0))
            return null; // in the border of the detector's input
        var line = IsUpsideDown(frame, region.CornersInSource) ? region.CornersInSource.TurnUpsideDown() : region.CornersInSource;
        var (run, decoder) = _readers[^1];
        foreach (var reader in _readers)
        {
            if (!reader.Run.Fits(line))
                continue;
            (run, decoder) = reader;
            break;
        }
        var (text, confidence) = decoder.Read(run.Look(frame, line));
        return text.Length > 0 && confidence >= _minConfidence ? new ReadText(text, line, box, confidence, region.Score) : null;
    }

    private bool IsUpsideDown(Frame frame, in Quad line) => _direction is not null && _direction.Look(frame, line)[_turnedClass] > _turnConfidence;

    private static Box Clip(in Box box, Frame frame)
    {
        var (width, height) = frame.SourceSize;
        return new Box(Math.Clamp(box.Left, 0, width), Math.Clamp(box.Top, 0, height), Math.Clamp(box.Right, 0, width), Math.Clamp(box.Bottom, 0, height));
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        _owned.Add(one);
        return one;
    }
}
