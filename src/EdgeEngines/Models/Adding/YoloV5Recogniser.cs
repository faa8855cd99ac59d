namespace EdgeEngines.Models.Adding;

/// <summary>YOLOv5 and YOLOv7: three anchors a cell, decoded in the file, rows like YOLOX's.</summary>
internal static class YoloV5Recogniser
{
    private const int AnchorsACell = 3;
    private const int BoxAndObjectness = 5;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Layout: TensorLayout.Nchw } picture || facts.Graph.Outputs[0] is not { Rank: 3 } output
            || output.Size(1) is not { } rows || rows != AnchorsACell * picture.Cells(8, 16, 32)
            || output.Size(2) is not { } columns || columns <= BoxAndObjectness)
            return null;
        var draft = new Draft(facts, "YOLOv5/YOLOv7");
        var head = new HeadDescription
        {
            Kind = "yolox",
            Decoded = true,
            ScoreThreshold = 0.25f,
            NmsIou = 0.45f,
            Outputs = facts.Graph.Outputs.Count == 1 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["output"] = output.Name },
        };
        return draft.Finish("detect", draft.Picture() with { Scale = Draft.UnitScale }, head, draft.Labels((int)columns - BoxAndObjectness));
    }
}
