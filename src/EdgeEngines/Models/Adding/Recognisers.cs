namespace EdgeEngines.Models.Adding;

/// <summary>Every family that is known, from the one with the plainest marks to the one with the least.</summary>
internal static class Recognisers
{
    private static readonly Func<FileFacts, Recognition?>[] s_all =
    [
        TextGeneratorRecogniser.Recognise,
        ClipRecogniser.Recognise,
        PaddleOcrRecogniser.Recognise,
        RtDetrRecogniser.Recognise,
        FastestDetRecogniser.Recognise,
        NanoDetRecogniser.Recognise,
        YoloxRecogniser.Recognise,
        YoloV5Recogniser.Recognise,
        UltralyticsRecogniser.Recognise,
        SsdRecogniser.Recognise,
        ReIdentificationRecogniser.Recognise,
    ];

    public static Recognition Recognise(FileFacts facts)
    {
        foreach (var recognise in s_all)
        {
            if (recognise(facts) is { } recognition)
                return recognition;
        }
        return Unknown(facts);
    }

    /// <summary>Nothing fits: everything that the file does not say is asked for.</summary>
    private static Recognition Unknown(FileFacts facts)
    {
        if (facts.Picture is null)
            throw new ModelException($"none of its inputs takes a picture or tokens, so there is nothing to feed it:\n{facts.Graph.Describe()}");
        var draft = new Draft(facts, "unknown");
        draft.Ask("task", "no known export looks like this", $"--set task={string.Join('|', ModelRules.Tasks)}");
        draft.Ask("head.kind", "its outputs fit no known head (for a detector)", "--set head.kind=yolox|yolov8|fastestdet|nanodet|ssd|boxes-scores");
        draft.Ask("input.colour", "the file does not tell", "--set input.colour=rgb or bgr");
        draft.Ask("input.mean", "the file does not tell how pixels are scaled", "--set input.mean=M,M,M (0..255)");
        draft.Ask("input.scale", "the file does not tell how pixels are scaled", "--set input.scale=S,S,S");
        draft.Ask("labels", "the file does not tell", "--labels FILE (one name a line)");
        return draft.Finish("", draft.Picture(), null, []);
    }
}
