using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeHost.Rewards.Pictures;

/// <summary>Finds one kind of what must not leave. Owns its detector; one thread at a time.</summary>
internal sealed class Redactor : IDisposable
{
    private readonly IDetector _detector;
    private readonly IDetectorPass _pass;
    private readonly bool[] _isMeant;
    private readonly DetectionBuffer _found = new();

    /// <param name="labels">Which of the model's labels are meant; empty: all.</param>
    /// <exception cref="ModelException">The model has no such label.</exception>
    public Redactor(IDetector detector, IReadOnlyList<string> labels)
    {
        _detector = detector;
        foreach (var label in labels)
        {
            if (!detector.Model.Labels.Contains(label))
                throw new ModelException($"model '{detector.Model.Name}' finds no '{label}'; expected one of {string.Join(", ", detector.Model.Labels)}");
        }
        _isMeant = [.. detector.Model.Labels.Select(label => labels.Count == 0 || labels.Contains(label))];
        _pass = detector.CreatePass();
    }

    /// <summary>False where there is more than can be listed: then nobody knows what was left out.</summary>
    public bool TryFind(Frame picture, List<Box> boxesInPicture)
    {
        _pass.Prepare(0, picture);
        _pass.Run(1);
        _pass.Read(0, _found);
        foreach (ref readonly var detection in _found.Items)
        {
            if (detection.Class >= _isMeant.Length || _isMeant[detection.Class])
                boxesInPicture.Add(detection.BoxInSource);
        }
        return _found.Count < Math.Min(_found.Capacity, _detector.Model.Head?.MaxDetections ?? int.MaxValue);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _detector.Dispose();
    }
}
