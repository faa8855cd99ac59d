namespace EdgeEngines.Detecting.Heads;

/// <summary>The pair of outputs, boxes <c>[batch, N, 4]</c> and scores <c>[batch, N, columns]</c>, told apart by role or shape.</summary>
internal sealed record BoxesAndScores(OutputTensor Boxes, OutputTensor Scores, OutputTensor? Classes)
{
    public int Count => Boxes.Shape[1];

    /// <summary>Score columns, background included.</summary>
    public int Columns => Scores.Shape.Count == 3 ? Scores.Shape[2] : 1;

    public static BoxesAndScores Of(HeadContract contract, bool mayHaveClasses)
    {
        contract.AllowRoles(mayHaveClasses ? ["boxes", "scores", "classes"] : ["boxes", "scores"]);
        var classes = contract.Named("classes");
        var scores = contract.Named("scores");
        var boxes = contract.Named("boxes") ?? contract.Lone(output => IsBoxes(output) && output != scores && output != classes);
        scores ??= contract.Lone(output => output != boxes && output != classes);
        if (boxes is null || scores is null)
        {
            throw contract.Unusable("boxes [batch, N, 4] and scores [batch, N, classes] are expected and cannot be told apart among "
                + $"{contract.Listed()}; name them: \"outputs\": {{\"boxes\": \"NAME\", \"scores\": \"NAME\"}}");
        }
        if (!IsBoxes(boxes))
            throw contract.Misfit(boxes, "[batch, N, 4]", "check \"outputs\".\"boxes\"");
        var pair = new BoxesAndScores(boxes, scores, classes);
        pair.Check(contract);
        return pair;
    }

    private void Check(HeadContract contract)
    {
        var flat = Scores.Shape.Count == 2 && Scores.Shape[1] == Count;
        if (!flat && !(Scores.Shape.Count == 3 && Scores.Shape[1] == Count))
            throw contract.Misfit(Scores, $"[batch, {Count}, classes] beside the boxes {Boxes}", "check \"outputs\"");
        if (Classes is null)
            return;
        if (Columns != 1)
            throw contract.Misfit(Scores, $"[batch, {Count}] beside a classes output", "drop \"outputs\".\"classes\" if there is a score a class");
        if (Classes.ItemLength != Count)
            throw contract.Misfit(Classes, $"[batch, {Count}] beside the boxes {Boxes}", "check \"outputs\".\"classes\"");
    }

    private static bool IsBoxes(OutputTensor output) => output.Shape.Count == 3 && output.Shape[2] == 4;
}
