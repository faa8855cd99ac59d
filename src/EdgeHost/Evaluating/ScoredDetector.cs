using System.Runtime.InteropServices;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Evaluating;

/// <summary>A detector, and what it earns over the frames it is shown. Owns its pass, not the detector.</summary>
internal sealed class ScoredDetector : IDisposable
{
    private readonly IDetectorPass _pass;
    private readonly ClassMap _classes;
    private readonly DetectionBuffer _found = new();
    private readonly List<FoundBox> _boxes = [];

    public ScoredDetector(IDetector detector)
    {
        _classes = ClassMap.Of(detector.Model);
        Unknown = [.. _classes.Unknown];
        _pass = detector.CreatePass();
    }

    public DetectionScore Score { get; } = new();

    /// <summary>Classes of the world that the model cannot name; they stay out of its mean.</summary>
    public IReadOnlyList<string> Unknown { get; }

    public void Look(Frame picture, ReadOnlySpan<TruthBox> truth)
    {
        _pass.Prepare(0, picture);
        _pass.Run(1);
        _pass.Read(0, _found);
        _classes.Read(_found.Items, _boxes);
        Score.Add(CollectionsMarshal.AsSpan(_boxes), truth);
    }

    public IReadOnlyList<ClassScore> Classes() => [.. Score.Classes().Where(c => !Unknown.Contains(c.Class))];

    public void Dispose() => _pass.Dispose();
}
