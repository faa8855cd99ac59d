namespace EdgeEngines.Models.Adding;

/// <summary>RT-DETR (Zhao et al. 2023): a few hundred boxes without suppression, as Hugging Face or as the authors export it.</summary>
internal static class RtDetrRecogniser
{
    private static readonly (int Width, int Height) s_trainedAt = (640, 640);

    private const int Queries = 300;
    private const int Box = 4;

    /// <summary>Boxes of the network do not repeat: nothing is suppressed.</summary>
    private const float NoSuppression = 1;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is null)
            return null;
        if (facts.Output("pred_boxes") is { } normalised && facts.Output("logits", "pred_logits") is { } logits)
        {
            var head = new HeadDescription
            {
                Kind = "boxes-scores",
                ScoreThreshold = 0.5f,
                NmsIou = NoSuppression,
                Logits = true,
                BoxSpace = "normalised",
                BoxEncoding = "cxcywh",
                Outputs = new Dictionary<string, string> { ["boxes"] = normalised.Name, ["scores"] = logits.Name },
            };
            return Describe(facts, head, (int?)logits.Size(2));
        }
        if (facts.HasInput("orig_target_sizes") && facts.Output("boxes") is { } boxes && facts.Output("scores") is { } scores && facts.Output("labels") is { } classes)
        {
            var head = new HeadDescription
            {
                Kind = "boxes-scores",
                ScoreThreshold = 0.5f,
                NmsIou = NoSuppression,
                Outputs = new Dictionary<string, string> { ["boxes"] = boxes.Name, ["scores"] = scores.Name, ["classes"] = classes.Name },
            };
            return Describe(facts, head, classes: null);
        }
        if (IsNamedDetr(facts) && facts.OnlyOutput(rank: 3) is { } rowsOfBoth && rowsOfBoth.Size(1) == Queries && rowsOfBoth.Size(2) is > Box and { } columns)
        {
            // Ultralytics': box and classes side by side, as yolov8 reads them.
            var head = new HeadDescription { Kind = "yolov8", ScoreThreshold = 0.5f, NmsIou = NoSuppression, BoxSpace = "normalised" };
            return Describe(facts, head, (int)columns - Box);
        }
        return null;
    }

    /// <summary>300 rows of six are also YOLOv10 with suppression inside; so the name must say it.</summary>
    private static bool IsNamedDetr(FileFacts facts) =>
        facts.Name.Contains("detr", StringComparison.Ordinal)
        || facts.Graph.Metadata.GetValueOrDefault("description", "").Contains("detr", StringComparison.OrdinalIgnoreCase);

    private static Recognition Describe(FileFacts facts, HeadDescription head, int? classes)
    {
        var draft = new Draft(facts, "RT-DETR");
        if (classes is null)
            draft.Assume("80 classes: the file does not tell how many");
        var input = draft.Picture(s_trainedAt) with { Resize = ResizeMode.Stretch, Scale = Draft.UnitScale };
        return draft.Finish("detect", input, head, draft.Labels(classes ?? CocoLabels.Names.Count));
    }
}
