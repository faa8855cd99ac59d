using System.Text.Json;

namespace EdgeEngines.Models.Adding;

/// <summary>YOLOv8 and YOLO11 as Ultralytics exports them: one column a cell with box and classes; its metadata tells the rest.</summary>
internal static class UltralyticsRecogniser
{
    private const int Box = 4;

    public static Recognition? Recognise(FileFacts facts)
    {
        var metadata = facts.Graph.Metadata;
        if (facts.Picture is not { Layout: TensorLayout.Nchw } picture || facts.Graph.Outputs[0] is not { Rank: 3 } output)
            return null;
        var names = metadata.TryGetValue("names", out var written) ? NamesText.Parse(written) : null;
        var (width, height) = (picture.Width ?? TrainedAt(facts)?.Width, picture.Height ?? TrainedAt(facts)?.Height);
        var sized = picture with { Width = width, Height = height };
        var columnsFit = output.Size(2) is null ? metadata.ContainsKey("stride") && names is not null : output.Size(2) == sized.Cells(8, 16, 32);
        var classes = (output.Size(1) - Box) ?? names?.Count;
        if (!columnsFit || classes is not > 0)
            return null;
        if (metadata.GetValueOrDefault("task", "detect") is not "detect" and var task)
            throw new ModelException($"this is an Ultralytics file for the task '{task}'; only detect is read");
        if (facts.Graph.Outputs.Count > 1)
            return null; // masks or key points beside the boxes
        var draft = new Draft(facts, "YOLOv8/YOLO11");
        var usual = width is { } w && height is { } h ? (w, h) : (640, 640);
        var input = draft.Picture(usual) with { Scale = Draft.UnitScale };
        var head = new HeadDescription { Kind = "yolov8", Strides = [8, 16, 32], ScoreThreshold = 0.25f, NmsIou = 0.45f };
        return draft.Finish("detect", input, head, draft.Labels((int)classes));
    }

    /// <summary>Metadata <c>imgsz</c>: <c>[height, width]</c>.</summary>
    private static (int Width, int Height)? TrainedAt(FileFacts facts)
    {
        if (!facts.Graph.Metadata.TryGetValue("imgsz", out var text))
            return null;
        try
        {
            using var size = JsonDocument.Parse(text);
            return size.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 2 ? (list[1].GetInt32(), list[0].GetInt32()) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
