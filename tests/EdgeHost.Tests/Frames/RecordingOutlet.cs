using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeHost.Frames;

namespace EdgeHost.Tests.Frames;

internal sealed class RecordingOutlet : IFrameOutlet
{
    public List<(long Sequence, int Pixel, string Engine)> Accepted { get; } = [];
    public List<long> Lost { get; } = [];
    public bool Ended { get; private set; }
    public bool KeepPictures { get; init; }
    public int PicturesSeen { get; private set; }

    public bool WantsPicture(in FrameStamp stamp) => KeepPictures;

    public void Accept(in FrameStamp stamp, Frame? picture, DetectionBuffer found, IDetector engine, in FrameTimings timings)
    {
        Accepted.Add((stamp.Sequence, (int)MathF.Round(found.Items[0].Score * 255), engine.Model.Name));
        if (picture is not null && picture.Pixels[0] == Accepted[^1].Pixel)
            PicturesSeen++;
    }

    public void Lose(in FrameStamp stamp) => Lost.Add(stamp.Sequence);

    public void End() => Ended = true;
}
