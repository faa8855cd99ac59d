namespace EdgeEngines.Models.Adding;

/// <summary>YOLOX (github.com/Megvii-BaseDetection/YOLOX): one row a cell with box, objectness and classes.</summary>
internal static class YoloxRecogniser
{
    private const int BoxAndObjectness = 5;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Layout: TensorLayout.Nchw } picture || facts.OnlyOutput(rank: 3) is not { } output)
            return null;
        int[] strides = output.Size(1) == picture.Cells(8, 16, 32) ? [8, 16, 32] : [8, 16, 32, 64];
        if (output.Size(1) is not { } rows || rows != picture.Cells(strides) || output.Size(2) is not { } columns || columns <= BoxAndObjectness
            || NanoDetRecogniser.IsOneOutput(facts))
            return null;
        var isDecoded = facts.Graph.Count("Exp") > 0; // sizes are exponentials
        var draft = new Draft(facts, "YOLOX");
        draft.Assume("colours BGR 0..255 without mean or scale, as YOLOX does since 0.1.1");
        var input = draft.Picture() with { Colour = ChannelOrder.Bgr, Anchor = LetterboxAnchor.TopLeft };
        var head = new HeadDescription { Kind = "yolox", Decoded = isDecoded, Strides = strides, ScoreThreshold = 0.3f, NmsIou = 0.45f };
        return draft.Finish("detect", input, head, draft.Labels((int)columns - BoxAndObjectness));
    }
}
