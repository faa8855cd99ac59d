using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeHost.Tests.Frames;

/// <summary>An engine that answers with the first pixel of each frame, after the given work.</summary>
internal sealed class FakeDetector(string name = "fake", int batchSize = 1, Action<int>? work = null) : IDetector
{
    private int _passes;

    public bool IsDisposed { get; private set; }
    public int RunsAfterDispose { get; private set; }

    public ModelDescription Model { get; } = new()
    {
        Name = name,
        Task = "detect",
        File = "none.onnx",
        Sha256 = "00",
        Input = new InputDescription { Name = "x", Width = 2, Height = 2 },
        Labels = ["thing"],
    };

    public EngineReport Report { get; } = new(name, ["CPU"], ["CPU"], [], "fp32", 0);
    public int BatchSize => batchSize;

    public IDetectorPass CreatePass() => new Pass(this, Interlocked.Increment(ref _passes));

    public void Dispose() => IsDisposed = true;

    private sealed class Pass(FakeDetector owner, int number) : IDetectorPass
    {
        private readonly byte[] _pixels = new byte[owner.BatchSize];

        public void Prepare(int item, Frame frame) => _pixels[item] = frame.Pixels[0];

        public void Run(int items)
        {
            if (owner.IsDisposed)
                owner.RunsAfterDispose++;
            owner.Work(number);
        }

        public void Read(int item, DetectionBuffer found)
        {
            found.Clear();
            found.TryAdd(new Detection(new Box(0, 0, 1, 1), _pixels[item] / 255f, 0));
        }

        public void Dispose()
        {
        }
    }

    private void Work(int pass) => work?.Invoke(pass);
}
