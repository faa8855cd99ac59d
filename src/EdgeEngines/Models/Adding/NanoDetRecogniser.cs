using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>NanoDet and NanoDet-Plus (github.com/RangiLyu/nanodet): class scores, and a distribution for each side of the box.</summary>
internal static class NanoDetRecogniser
{
    /// <summary>Bins of one box side: reg_max 7 in every published model.</summary>
    private const int Bins = 8;
    private const int Sides = 4 * Bins;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Layout: TensorLayout.Nchw } picture)
            return null;
        if (IsOneOutput(facts))
            return Describe(facts, OneOutputStrides(facts, picture)!, (int)facts.Graph.Outputs[0].Size(2)! - Sides, []);
        return Pairs(facts, picture) is var (strides, classes, names) ? Describe(facts, strides, classes, names) : null;
    }

    /// <summary>Everything in one output <c>[1, cells, classes + 32]</c>. YOLOX's has the same rows; its input is called images.</summary>
    public static bool IsOneOutput(FileFacts facts) =>
        facts.Picture is { } picture && facts.OnlyOutput(rank: 3) is { } output && output.Size(2) is > Sides and not 85
        && picture.Name != "images" && OneOutputStrides(facts, picture) is not null;

    private static int[]? OneOutputStrides(FileFacts facts, PictureInput picture)
    {
        int[][] known = [[8, 16, 32], [8, 16, 32, 64]];
        return known.FirstOrDefault(strides => facts.Graph.Outputs[0].Size(1) is { } rows && rows == picture.Cells(strides));
    }

    /// <summary>For each stride one output of scores and one of sides.</summary>
    private static (int[] Strides, int Classes, Dictionary<string, string> Names)? Pairs(FileFacts facts, PictureInput picture)
    {
        var sides = facts.Graph.Outputs.Where(o => o.Rank == 3 && o.Size(2) == Sides).ToList();
        var scores = facts.Graph.Outputs.Where(o => o.Rank == 3 && o.Size(2) is not (null or Sides)).ToList();
        if (sides.Count == 0 || sides.Count != scores.Count || facts.Graph.Outputs.Count != sides.Count * 2 || scores.Select(s => s.Size(2)).Distinct().Count() != 1)
            return null;
        List<int> strides = [];
        Dictionary<string, string> names = [];
        foreach (var stride in new[] { 8, 16, 32, 64 })
        {
            var cells = picture.Cells(stride);
            if (At(scores, cells) is not { } score || At(sides, cells) is not { } side)
                continue;
            strides.Add(stride);
            names[$"scores_{stride}"] = score.Name;
            names[$"boxes_{stride}"] = side.Name;
        }
        return strides.Count == sides.Count ? ([.. strides], (int)scores[0].Size(2)!, names) : null;
    }

    private static GraphValue? At(List<GraphValue> values, long? cells) => values.FirstOrDefault(v => cells is not null && v.Size(1) == cells);

    private static Recognition Describe(FileFacts facts, int[] strides, int classes, Dictionary<string, string> names)
    {
        var isPlus = names.Count == 0;
        var draft = new Draft(facts, isPlus ? "NanoDet-Plus" : "NanoDet");
        draft.Assume(isPlus
            ? "the picture is stretched, as NanoDet-Plus is trained (keep_ratio: False)"
            : "the picture keeps its aspect ratio on a black border, as NanoDet-m is trained (keep_ratio: True)");
        var input = draft.Picture() with
        {
            Colour = ChannelOrder.Bgr,
            Resize = isPlus ? ResizeMode.Stretch : ResizeMode.Letterbox,
            Pad = 0,
            Mean = [103.53f, 116.28f, 123.675f],
            Scale = [1 / 57.375f, 1 / 57.12f, 1 / 58.395f],
        };
        var head = new HeadDescription
        {
            Kind = "nanodet",
            Strides = strides,
            RegMax = Bins - 1,
            ScoreThreshold = 0.35f,
            NmsIou = 0.6f,
            Logits = facts.Graph.Count("Sigmoid") == 0,
            Outputs = names,
        };
        return draft.Finish("detect", input, head, draft.Labels(classes));
    }
}
