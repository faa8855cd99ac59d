using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>A detection engine on ONNX Runtime: one session, any number of passes on it at the same time.</summary>
internal sealed class OnnxDetector : IDetector
{
    private readonly EngineSession _session;
    private readonly Func<ModelDescription, IReadOnlyList<OutputTensor>, DetectionHead> _makeHead;

    public OnnxDetector(ModelDescription model, EngineSession session, Func<ModelDescription, IReadOnlyList<OutputTensor>, DetectionHead> makeHead)
    {
        Model = model;
        _session = session;
        _makeHead = makeHead;
    }

    public ModelDescription Model { get; }
    public EngineReport Report => _session.Report;
    public int BatchSize => _session.Batch;

    public IDetectorPass CreatePass() => new OnnxDetectorPass(Model, _session, _makeHead);

    public void Dispose() => _session.Dispose();
}
