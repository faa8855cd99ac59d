namespace EdgeEngines.Models.Adding;

/// <summary>FastestDet (github.com/dog-qiuqiu/FastestDet): one grid of 16-pixel cells, channels first.</summary>
internal static class FastestDetRecogniser
{
    private const int Stride = 16;
    private const int BoxAndObjectness = 5;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Layout: TensorLayout.Nchw, Width: { } width, Height: { } height } || facts.OnlyOutput(rank: 4) is not { } output
            || output.Size(2) != height / Stride || output.Size(3) != width / Stride || output.Size(1) is not { } channels || channels <= BoxAndObjectness)
            return null;
        var draft = new Draft(facts, "FastestDet");
        var input = draft.Picture() with { Colour = ChannelOrder.Bgr, Resize = ResizeMode.Stretch, Scale = Draft.UnitScale };
        var head = new HeadDescription { Kind = "fastestdet", Strides = [Stride], ScoreThreshold = 0.65f, NmsIou = 0.45f };
        return draft.Finish("detect", input, head, draft.Labels((int)channels - BoxAndObjectness));
    }
}
