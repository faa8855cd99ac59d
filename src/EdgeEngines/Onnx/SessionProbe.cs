using EdgeEngines.Models;
using EdgeEngines.Onnx.Providers;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>Opens a session and runs it once on a blank input: that shows the outputs' true shapes, builds device engines, and is the
/// only proof that a provider works.</summary>
internal static class SessionProbe
{
    /// <param name="measured">Providers whose share of the graph is measured; empty measures nothing and takes it for the CPU.</param>
    public static ProbedSession Open(ModelDescription model, byte[] bytes, SessionSettings settings, InputPlan input, IReadOnlyList<ExecutionProvider> measured)
    {
        using var profile = measured.Count > 0 ? new NodeProfile(settings.Native) : null;
        var session = new InferenceSession(bytes, settings.Native);
        try
        {
            List<string> why = [];
            var (outputs, batch) = FindOutputs(model, session, input, why);
            IReadOnlyList<string> got = ["CPU"];
            if (profile is not null)
                got = NodeProfile.Finish(session, measured, why);
            return new ProbedSession(session, outputs, batch, got, why);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static (IReadOnlyList<OutputPlan> Outputs, int Batch) FindOutputs(ModelDescription model, InferenceSession session, InputPlan input, List<string> why)
    {
        var fewest = input.IsBatchOpen ? 1 : input.Batch;
        var outputs = Run(session, input, fewest).Select(o => Plan(model, o, fewest)).ToList();
        if (outputs.Count == 0)
            throw new ModelException($"model '{model.Name}': {model.File} has no outputs");
        return (outputs, input.Batch == fewest || TakesBatch(session, input, outputs, why) ? input.Batch : fewest);
    }

    /// <summary>An open batch dimension at the input is a promise that a fixed reshape inside may break.</summary>
    private static bool TakesBatch(InferenceSession session, InputPlan input, List<OutputPlan> outputs, List<string> why)
    {
        string reason;
        try
        {
            var full = Run(session, input, input.Batch);
            var wrong = full.Where((o, i) => !outputs[i].HasBatch || !o.Shape.AsSpan().SequenceEqual(outputs[i].ShapeOf(input.Batch))).ToList();
            if (wrong.Count == 0)
                return true;
            reason = $"output '{wrong[0].Name}' is then [{string.Join(", ", wrong[0].Shape)}]";
        }
        catch (OnnxRuntimeException e)
        {
            reason = e.Message.Split('\n', 2)[0];
        }
        why.Add($"batch of {input.Batch}: {reason}; runs one frame at a time");
        return false;
    }

    private static OutputPlan Plan(ModelDescription model, (string Name, OnnxType Type, long[] Shape) output, int items)
    {
        var found = $"output '{output.Name}' is {OnnxTypes.Name(output.Type)}[{string.Join(", ", output.Shape)}]";
        if (!FloatConversion.Knows(output.Type))
            throw new ModelException($"model '{model.Name}': {found}, expected numbers");
        if (output.Shape.Contains(0))
            throw new ModelException(
                $"model '{model.Name}': {found} for a blank picture, so its size depends on the picture; export the model without suppression (NMS) in the graph");
        var hasBatch = output.Shape.Length > 0 && output.Shape[0] == items;
        if (!hasBatch && items > 1)
            throw new ModelException($"model '{model.Name}': {found}, expected the batch of {items} first");
        return new OutputPlan(output.Name, output.Type, output.Shape, hasBatch);
    }

    private static List<(string Name, OnnxType Type, long[] Shape)> Run(InferenceSession session, InputPlan input, int items)
    {
        using var data = new NativeTensor(input.Type, input.ItemShape.Aggregate(1L, (product, size) => product * size), items);
        using var view = data.View(input.ShapeOf(items));
        using var second = input.Second is { } other ? new NativeTensor(other.Type, other.ItemLength, items) : null;
        using var secondView = second?.View(input.Second!.ShapeOf(items));
        using var options = new RunOptions();
        string[] names = secondView is null ? [input.Name] : [input.Name, input.Second!.Name];
        OrtValue[] values = secondView is null ? [view] : [view, secondView];
        using var results = session.Run(options, names, values, session.OutputNames);
        List<(string Name, OnnxType Type, long[] Shape)> outputs = [];
        for (var i = 0; i < results.Count; i++)
        {
            if (!results[i].IsTensor)
            {
                outputs.Add((session.OutputNames[i], OnnxType.Unknown, []));
                continue;
            }
            var info = results[i].GetTensorTypeAndShape();
            outputs.Add((session.OutputNames[i], (OnnxType)(int)info.ElementDataType, info.Shape));
        }
        return outputs;
    }
}

/// <param name="Got">Providers that run at least one node, best first.</param>
internal sealed record ProbedSession(InferenceSession Session, IReadOnlyList<OutputPlan> Outputs, int Batch, IReadOnlyList<string> Got, IReadOnlyList<string> Why);
