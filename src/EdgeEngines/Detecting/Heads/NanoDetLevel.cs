namespace EdgeEngines.Detecting.Heads;

/// <summary>Where one stride's scores and distances lie in the outputs of a NanoDet.</summary>
internal sealed record NanoDetLevel(
    GridLevel Grid, OutputTensor Scores, OutputTensor Distances, int Classes, int FirstRow, float CentreInCell)
{
    public bool ScoresAreDense => !ReferenceEquals(Scores, Distances);

    public int RowLength => Scores.Shape[2];

    public ReadOnlySpan<float> Sides(int item, int cell, int length)
    {
        var distances = Distances.Item(item);
        return ScoresAreDense
            ? distances.Slice(cell * length, length)
            : distances.Slice(((FirstRow + cell) * RowLength) + Classes, length);
    }

    public static NanoDetLevel[] Of(HeadContract contract, int distances) =>
        contract.Outputs.Count == 1 || contract.Head.Outputs.ContainsKey("output")
            ? OfOne(contract, distances)
            : OfPairs(contract, distances);

    // NanoDet-Plus: rows of scores and distances, level after level.
    private static NanoDetLevel[] OfOne(HeadContract contract, int distances)
    {
        var output = contract.Only();
        var grid = contract.Grid(8, 16, 32, 64);
        if (output.Shape.Count != 3 || output.Shape[1] != grid.Sum(level => level.Cells) || output.Shape[2] <= distances)
        {
            throw contract.Misfit(output, $"[batch, {contract.Explained(grid)}, classes + {distances}]",
                "check the input size, \"strides\" and \"reg_max\"");
        }
        var classes = output.Shape[2] - distances;
        contract.RequireLabels(output, classes);
        var first = 0;
        return [.. grid.Select(level => new NanoDetLevel(level, output, output, classes, (first += level.Cells) - level.Cells, 0))];
    }

    private static NanoDetLevel[] OfPairs(HeadContract contract, int distances)
    {
        var grid = contract.Grid(8, 16, 32);
        contract.AllowRoles([.. grid.SelectMany(level => new[] { ScoresRole(level), BoxesRole(level) })]);
        return [.. grid.Select(level => OfPair(contract, level, distances))];
    }

    private static NanoDetLevel OfPair(HeadContract contract, GridLevel level, int distances)
    {
        var scores = contract.Named(ScoresRole(level));
        var boxes = contract.Named(BoxesRole(level)) ?? contract.Lone(
            output => Fits(output, level) && output.Shape[2] == distances && output != scores);
        scores ??= contract.Lone(output => Fits(output, level) && output != boxes);
        if (scores is null || boxes is null)
        {
            throw contract.Unusable(
                $"stride {level.Stride} needs outputs [batch, {level.Cells}, classes] and [batch, {level.Cells}, {distances}] "
                + $"({contract.Explained([level])}); the file has {contract.Listed()}; check the input size, \"strides\" and \"reg_max\", "
                + $"or name them under \"outputs\": \"{ScoresRole(level)}\", \"{BoxesRole(level)}\"");
        }
        if (!Fits(scores, level))
            throw contract.Misfit(scores, $"[batch, {level.Cells}, classes]", $"check \"outputs\".\"{ScoresRole(level)}\"");
        if (!Fits(boxes, level) || boxes.Shape[2] != distances)
            throw contract.Misfit(boxes, $"[batch, {level.Cells}, {distances}]", $"check \"outputs\".\"{BoxesRole(level)}\" and \"reg_max\"");
        contract.RequireLabels(scores, scores.Shape[2]);
        return new NanoDetLevel(level, scores, boxes, scores.Shape[2], 0, (level.Stride - 1) / 2f);
    }

    private static bool Fits(OutputTensor output, GridLevel level) => output.Shape.Count == 3 && output.Shape[1] == level.Cells;

    private static string ScoresRole(GridLevel level) => $"scores_{level.Stride}";

    private static string BoxesRole(GridLevel level) => $"boxes_{level.Stride}";
}
