using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>Two outputs, scores and boxes a prior: UltraFace (github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB) with and
/// without its decoding, and other single-shot detectors, whose priors no file tells.</summary>
internal static class SsdRecogniser
{
    private static readonly int[] s_strides = [8, 16, 32, 64];
    private static readonly float[][] s_ultraFaceSizes = [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]];

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { } picture || facts.Graph.Outputs.Count != 2)
            return null;
        var boxes = facts.Graph.Outputs.FirstOrDefault(o => o.Rank == 3 && o.Size(2) == 4);
        var scores = facts.Graph.Outputs.FirstOrDefault(o => o != boxes && o.Rank == 3 && o.Size(2) is >= 1);
        if (boxes is null || scores is null || boxes.Size(1) != scores.Size(1))
            return null;
        var names = new Dictionary<string, string> { ["boxes"] = boxes.Name, ["scores"] = scores.Name };
        return scores.Size(2) == 2 && boxes.Size(1) == UltraFacePriors(picture) ? UltraFace(facts, names) : Other(facts, scores, names);
    }

    private static Recognition UltraFace(FileFacts facts, Dictionary<string, string> names)
    {
        var isDecoded = facts.Graph.Count("Exp") > 0; // widths are exponentials
        var draft = new Draft(facts, isDecoded ? "UltraFace, decoded" : "UltraFace, raw offsets");
        var input = draft.Picture() with
        {
            Resize = ResizeMode.Stretch,
            Mean = [127, 127, 127],
            Scale = [1 / 128f, 1 / 128f, 1 / 128f],
        };
        var head = new HeadDescription
        {
            Kind = isDecoded ? "boxes-scores" : "ssd",
            Outputs = names,
            ScoreThreshold = 0.7f,
            NmsIou = 0.3f,
            BackgroundClass = true,
            BoxSpace = "normalised",
            Logits = facts.Graph.Count("Softmax") == 0,
            Strides = isDecoded ? [] : s_strides,
            PriorSizes = isDecoded ? [] : s_ultraFaceSizes,
        };
        return draft.Finish("detect", input, head, ["face"]);
    }

    private static Recognition Other(FileFacts facts, GraphValue scores, Dictionary<string, string> names)
    {
        var draft = new Draft(facts, "single-shot detector");
        var isDecoded = facts.Graph.Count("Exp") > 0;
        draft.Ask("input.mean", "the file does not tell how pixels are scaled", "--set input.mean=M,M,M (0..255)");
        draft.Ask("input.scale", "the file does not tell how pixels are scaled", "--set input.scale=S,S,S");
        draft.Ask("head.background_class", "the first class may stand for background", "--set head.background_class=true or false");
        if (!isDecoded)
            draft.Ask("head.prior_sizes", "boxes are offsets to priors, which the file does not hold", "--set head.prior_sizes=[[…],…] --set head.strides=…");
        draft.Assume("boxes as xyxy in 0..1");
        var head = new HeadDescription { Kind = isDecoded ? "boxes-scores" : "ssd", Outputs = names, BoxSpace = "normalised", Logits = facts.Graph.Count("Softmax") == 0 };
        return draft.Finish("detect", draft.Picture() with { Resize = ResizeMode.Stretch }, head, draft.Labels((int)scores.Size(2)!));
    }

    private static long? UltraFacePriors(PictureInput picture)
    {
        long? priors = 0;
        for (var i = 0; i < s_strides.Length; i++)
            priors += picture.Cells(s_strides[i]) * s_ultraFaceSizes[i].Length;
        return priors;
    }
}
