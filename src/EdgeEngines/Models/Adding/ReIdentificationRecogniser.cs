namespace EdgeEngines.Models.Adding;

/// <summary>A crop of a person to a vector that is near for the same person: upright input, one vector out, and the name says so.</summary>
internal static class ReIdentificationRecogniser
{
    private static readonly string[] s_words = ["reid", "re-id", "reidentification"];

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Width: { } width, Height: { } height } || height < width * 2 - 1 || facts.OnlyOutput(rank: 2) is null
            || !s_words.Any(word => facts.Name.Contains(word, StringComparison.Ordinal)))
            return null;
        var draft = new Draft(facts, "person re-identification");
        draft.Assume("colours BGR 0..255 without mean or scale, as Open Model Zoo's are");
        return draft.Finish("embed-image", draft.Picture() with { Colour = ChannelOrder.Bgr, Resize = ResizeMode.Stretch }, null, []);
    }
}
