using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeHost.Tests.Rewards.Pictures;

/// <summary>A detector that finds what it is told to: for what goes wrong with one.</summary>
/// <param name="find">Of a picture, on the thread that looks.</param>
internal sealed class ScriptedFinder(Func<Frame, IReadOnlyList<Box>> find) : IDetector
{
    public ModelDescription Model { get; } = new()
    {
        Name = "scripted",
        Task = "detect",
        File = "none.onnx",
        Sha256 = "00",
        Input = new InputDescription { Name = "x", Width = 2, Height = 2 },
        Labels = ["face", "hand"],
    };

    public EngineReport Report { get; } = new("scripted", ["CPU"], ["CPU"], [], "fp32", 0);

    public int BatchSize => 1;

    /// <summary>Where there is pure red, of which a mosaic leaves none.</summary>
    public static ScriptedFinder OfRed() => new(RedIn);

    public IDetectorPass CreatePass() => new Pass(find);

    public void Dispose()
    {
    }

    public static Box[] RedIn(Frame picture)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        var pixels = picture.Pixels;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            if (pixels[i] < 200 || pixels[i + 1] > 80 || pixels[i + 2] > 80)
                continue;
            var (x, y) = (i / 3 % picture.Format.Width, i / 3 / picture.Format.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return right < 0 ? [] : [new Box(left, top, right, bottom)];
    }

    private sealed class Pass(Func<Frame, IReadOnlyList<Box>> find) : IDetectorPass
    {
        private IReadOnlyList<Box> _boxes = [];

        public void Prepare(int item, Frame frame) => _boxes = find(frame);

        public void Run(int items)
        {
        }

        public void Read(int item, DetectionBuffer found)
        {
            found.Clear();
            foreach (var box in _boxes)
                found.TryAdd(new Detection(box, 0.9f, 0));
        }

        public void Dispose()
        {
        }
    }
}
