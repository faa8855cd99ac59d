using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;

namespace EdgeEngines.Classifying;

/// <summary>
/// A loaded engine of the task <c>classify</c>: a part of a picture in, a probability for each label out. Calls may come from any thread and wait
/// for one another. <see cref="ImageClassifierFactory"/> loads one.
/// </summary>
public sealed class ImageClassifier : IDisposable
{
    private readonly CropRun _run;

    internal ImageClassifier(ModelDescription model, EngineSession session)
    {
        Model = model;
        Report = session.Report;
        _run = new CropRun(model, session, ClassOutput.Find(model, session.Outputs));
    }

    public ModelDescription Model { get; }

    /// <summary>What was asked of the providers, what was got, and why.</summary>
    public EngineReport Report { get; }

    /// <summary>One row a box, in the order of the boxes: a probability for each label of the model, in its order. Boxes are in the camera's pixels, are
    /// widened as <c>input.context</c> says and clipped to the picture.</summary>
    /// <param name="frame">Must stay leased during the call.</param>
    /// <param name="probabilities">At least boxes × labels.</param>
    /// <exception cref="ArgumentException">A box that is no box, or too little room.</exception>
    /// <exception cref="EngineException">The run failed.</exception>
    /// <exception cref="OperationCanceledException">Asked for between two runs of the engine.</exception>
    public void Classify(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> probabilities, CancellationToken cancellationToken = default)
    {
        _run.Run(frame, boxesInSource, probabilities, cancellationToken);
        for (var row = 0; row < boxesInSource.Length; row++)
            Finish(probabilities.Slice(row * Model.Labels.Count, Model.Labels.Count));
    }

    public void Dispose() => _run.Dispose();

    private void Finish(Span<float> row)
    {
        if (Model.Logits)
            Softmax(row);
        foreach (ref var score in row)
            score = float.IsNaN(score) ? 0 : Math.Clamp(score, 0, 1);
    }

    private static void Softmax(Span<float> row)
    {
        var most = float.NegativeInfinity;
        foreach (var score in row)
            most = Math.Max(most, float.IsNaN(score) ? float.NegativeInfinity : score);
        var sum = 0.0;
        foreach (ref var score in row)
            sum += score = MathF.Exp(score - most);
        foreach (ref var score in row)
            score = (float)(score / sum);
    }
}
