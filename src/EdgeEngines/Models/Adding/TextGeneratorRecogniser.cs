namespace EdgeEngines.Models.Adding;

/// <summary>A decoder that writes text: tokens in, a score for each word of its vocabulary out.</summary>
internal static class TextGeneratorRecogniser
{
    /// <summary>What most small decoders were trained with at least.</summary>
    private const int UsualContext = 2048;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (!facts.HasInput("input_ids") || facts.Output("logits") is not { Rank: 3 })
            return null;
        var draft = new Draft(facts, "text generator");
        var tokens = facts.Graph.Inputs.First(i => i.Name == "input_ids");
        if (tokens.Size(1) is null)
            draft.Assume($"a context of {UsualContext} tokens: the file leaves it open");
        return draft.Finish("text-generate", TokenInput.Of(tokens, (int?)tokens.Size(1) ?? UsualContext), null, []);
    }
}
