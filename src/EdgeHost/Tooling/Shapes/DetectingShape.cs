using EdgeEngines.Detecting;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Tooling.Shapes;

/// <summary><c>detect</c>: what a detector of one's own finds in the picture becomes things of the world.</summary>
internal sealed class DetectingShape(ToolFile file, IDetector detector) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IDetectorPass _pass = detector.CreatePass();
    private readonly DetectionBuffer _found = new();

    public ToolDeclaration Declare()
    {
        var labels = LabelChoice.Checked(file, detector.Model);
        // Where the labels cannot be chosen among, everything is found.
        List<ParameterDeclaration> parameters = [];
        if (file.Label is null && labels.Count > 1)
            parameters.Add(ParameterDeclaration.Maybe("label", PlanType.Text) with { OneOf = LabelChoice.Writable(file, labels), LiteralOnly = true });
        return Crops.Declare(file, parameters, PlanType.Boxes, Find) with { Size = ResultSize.Cap };
    }

    public void Dispose()
    {
        _pass.Dispose();
        detector.Dispose();
    }

    private Value Find(in ToolCall call)
    {
        if (call.World is not IPictureWorld { Frame: { } frame } world)
            return Value.Unknown(PlanType.Boxes, Crops.NoPicture);
        call.Cancellation.ThrowIfCancellationRequested();
        var label = file.Label ?? (call.Arguments.Length > 0 && call.Arguments[0].IsKnown ? call.Text(0) : null);
        List<FoundThing> found = [];
        var sum = 0f;
        lock (_gate)
        {
            _pass.Prepare(0, frame);
            _pass.Run(1);
            _pass.Read(0, _found);
            foreach (ref readonly var one in _found.Items) // best score first
            {
                var name = detector.Model.Labels[one.Class];
                if (found.Count == call.Cap || one.Score < file.MinScore || (label is not null && name != label))
                    continue;
                found.Add(new FoundThing(one.BoxInSource, name, one.Score));
                sum += one.Score;
            }
        }
        return Value.OfBoxes(world.Place(found), found.Count == 0 ? 1 : sum / found.Count);
    }
}
