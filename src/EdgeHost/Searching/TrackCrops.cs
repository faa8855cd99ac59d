using System.Buffers;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;
using EdgeEngines.Tracking;
using EdgeHost.Memory;

namespace EdgeHost.Searching;

/// <summary>
/// One crop for each object that was followed: where it was seen best. Kept while the object is followed, stored when its track has
/// ended. A crop must be a fifth better than the one before to take its place, so that an object that comes nearer is encoded now and then, not in
/// every frame.
/// </summary>
internal sealed class TrackCrops(IImageEncoder images, Gallery gallery, IReadOnlyList<string> labels, string camera)
{
    private const double WorthAnother = 1.2;

    /// <summary>What is cut off at the picture's edge may be anything.</summary>
    private const double CutOff = 0.5;

    /// <summary>Of the picture's width and height: a detector's box of what is cut off seldom ends at the very last pixel.</summary>
    private const float Edge = 0.01f;

    private readonly CropEncoder _pictures = new();
    private readonly Dictionary<long, Best> _best = [];
    private readonly List<Track> _better = [];
    private readonly ArrayBufferWriter<byte> _jpeg = new(16 << 10);

    private sealed record Best(double Quality, GalleryCrop Crop, byte[] Jpeg, float[] Vector)
    {
        public bool IsFollowed { get; set; } = true;
    }

    /// <summary>Crops stored so far.</summary>
    public int Stored { get; private set; }

    /// <param name="frame">Where the tracks were seen; the caller keeps its lease.</param>
    /// <param name="tracks">All that are followed, as the tracker reports them.</param>
    public void See(Frame frame, ReadOnlySpan<Track> tracks)
    {
        foreach (var best in _best.Values)
            best.IsFollowed = false;
        _better.Clear();
        foreach (ref readonly var track in tracks)
        {
            var known = _best.GetValueOrDefault(track.Id);
            if (known is not null)
                known.IsFollowed = true;
            if (track is { Confirmed: true, Missed: 0 } && Quality(frame, track) >= (known?.Quality ?? 0) * WorthAnother)
                _better.Add(track);
        }
        Keep(frame);
        Store(_best.Where(b => !b.Value.IsFollowed).ToList());
    }

    /// <summary>Nothing more is seen: stores what is still followed.</summary>
    public void Finish() => Store([.. _best]);

    private void Keep(Frame frame)
    {
        if (_better.Count == 0)
            return;
        var boxesInSource = _better.Select(track => track.BoxInSource).ToArray();
        var vectors = new float[boxesInSource.Length * images.Dimensions];
        images.Encode(frame, boxesInSource, vectors);
        for (var i = 0; i < _better.Count; i++)
        {
            var track = _better[i];
            _jpeg.ResetWrittenCount();
            _pictures.Encode(frame, PixelRegion.Around(track.BoxInSource, images.Model.Input.Context, frame), _jpeg);
            var label = track.Class < labels.Count ? labels[track.Class] : "unknown";
            var crop = new GalleryCrop(camera, frame.CapturedAt, frame.SourceTime, label, track.Id, track.BoxInSource, track.Score);
            _best[track.Id] = new Best(Quality(frame, track), crop, _jpeg.WrittenSpan.ToArray(), vectors[(i * images.Dimensions)..((i + 1) * images.Dimensions)]);
        }
    }

    private void Store(List<KeyValuePair<long, Best>> ended)
    {
        foreach (var (id, best) in ended)
        {
            _best.Remove(id);
            gallery.Add(best.Crop, best.Jpeg, best.Vector);
            Stored++;
        }
    }

    /// <summary>How sure the detector is, how much of the encoder's input the object fills, and how little it is distorted there.</summary>
    private double Quality(Frame frame, in Track track)
    {
        var input = images.Model.Input;
        var box = track.BoxInSource;
        var size = Math.Min(1, box.Area / ((double)input.Width * input.Height));
        var shape = input.Resize is ResizeMode.Stretch ? (double)box.Width * input.Height / (box.Height * input.Width) : 1;
        return track.Score * size * Math.Min(shape, 1 / shape) * (TouchesEdge(frame, box) ? CutOff : 1);
    }

    private static bool TouchesEdge(Frame frame, in Box box)
    {
        var (width, height) = frame.SourceSize;
        return box.Left < width * Edge || box.Top < height * Edge || box.Right > width * (1 - Edge) || box.Bottom > height * (1 - Edge);
    }
}
