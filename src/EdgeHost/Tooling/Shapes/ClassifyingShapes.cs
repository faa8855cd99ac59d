using EdgeEngines.Classifying;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Tooling.Shapes;

/// <summary><c>label</c> and <c>filter</c>: what a classifier says of the things' crops.</summary>
internal static class ClassifyingShapes
{
    /// <summary>One answer for the whole set, as <c>colour</c> gives: unknown where it is empty, where the things differ, or where the classifier is
    /// less sure of one than the file asks.</summary>
    public static ToolDeclaration Label(ToolFile file, ImageClassifier engine)
    {
        var labels = LabelChoice.Checked(file, engine.Model);
        return Crops.Declare(file, [Crops.Things("things")], PlanType.Text, (in call) =>
        {
            if (call.World is not IPictureWorld { Frame: { } frame })
                return Value.Unknown(PlanType.Text, Crops.NoPicture);
            if (call.Set(0).IsEmpty)
                return Value.Unknown(PlanType.Text, "there is none to look at");
            var boxes = Crops.Of(call.World, call.Set(0));
            var rows = new float[boxes.Length * labels.Count];
            engine.Classify(frame, boxes, rows, call.Cancellation);
            var (shared, confidence) = (-1, 1f);
            for (var i = 0; i < boxes.Length; i++)
            {
                var row = rows.AsSpan(i * labels.Count, labels.Count);
                var best = Best(row);
                if (row[best] < file.MinScore)
                    return Value.Unknown(PlanType.Text, "it cannot be told of one of them");
                if (shared >= 0 && shared != best)
                    return Value.Unknown(PlanType.Text, "they differ");
                (shared, confidence) = (best, Math.Min(confidence, row[best]));
            }
            return Value.OfText(labels[shared], confidence);
        });
    }

    /// <summary>Those whose label is at least as probable as the file asks. The label is the file's, or a parameter.</summary>
    public static ToolDeclaration Filter(ToolFile file, ImageClassifier engine)
    {
        var labels = LabelChoice.Checked(file, engine.Model);
        List<ParameterDeclaration> parameters = [Crops.Things("things")];
        if (file.Label is null)
            parameters.Add(new("label", PlanType.Text) { OneOf = LabelChoice.Writable(file, labels), LiteralOnly = true });
        var declaration = Crops.Declare(file, parameters, PlanType.Boxes, (in call) =>
        {
            if (call.World is not IPictureWorld { Frame: { } frame })
                return Value.Unknown(PlanType.Boxes, Crops.NoPicture);
            var column = LabelChoice.IndexOf(labels, file.Label ?? call.Text(1));
            var boxes = Crops.Of(call.World, call.Set(0));
            var rows = new float[boxes.Length * labels.Count];
            engine.Classify(frame, boxes, rows, call.Cancellation);
            var (yes, confidence, i) = (ThingSet.Empty, 1f, 0);
            foreach (var thing in call.Set(0))
            {
                var probability = rows[(i++ * labels.Count) + column];
                confidence = Math.Min(confidence, Math.Max(probability, 1 - probability));
                if (probability >= file.MinScore)
                    yes = yes.With(thing);
            }
            return Value.OfBoxes(yes, confidence);
        });
        return declaration with { Size = ResultSize.First };
    }

    private static int Best(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
            best = row[i] > row[best] ? i : best;
        return best;
    }
}
