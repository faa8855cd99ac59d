namespace EdgeEngines.Models.Adding;

/// <summary>A decoder that writes text: tokens in, a score for each word of its vocabulary out.</summary>
internal static class TextGeneratorRecogniser
{
    /// <summary>What most small decoders were trained with at least.</summary>
    private const int UsualContext = 2048;

    /// <summary>Of <c>input.width</c>; a longer context is in <c>generation.context</c>.</summary>
    private const int MostWidth = 8192;

    public static Recognition? Recognise(FileFacts facts)
    {
        if (!facts.HasInput("input_ids") || facts.Output("logits") is not { Rank: 3 })
            return null;
        var draft = new Draft(facts, "text generator");
        var context = Context(facts, draft);
        var input = TokenInput.Of(facts.Graph.Inputs.First(i => i.Name == "input_ids"), Math.Min(context, MostWidth));
        if (!GeneratorFiles.HasTokenizer(facts.Path))
        {
            draft.Assume($"no {GeneratorFiles.Tokenizer} lies beside the file: it can be described, but not asked");
            return draft.Finish("text-generate", input, null, []);
        }
        var tokenizer = new TokenizerDescription { Kind = "tokenizer-json", Vocabulary = GeneratorFiles.Tokenizer };
        if (GeneratorFiles.End(facts.Path) is not { } end)
        {
            draft.Ask("generation.end", $"no {GeneratorFiles.TokenizerConfig} beside the file names the token that ends a text", "--set generation.end=TOKEN");
            return draft.Finish("text-generate", input, null, [], tokenizer);
        }
        draft.Assume($"texts end with {end}: {GeneratorFiles.TokenizerConfig} says so");
        draft.Assume("a general code model, which reads the plan language in its prompt (generation.prompt=taught for one that was taught it)");
        var generation = new GenerationDescription { End = end, Context = context > MostWidth ? context : 0 };
        var drawn = draft.Finish("text-generate", input, null, [], tokenizer);
        return drawn with { Description = drawn.Description with { Generation = generation } };
    }

    private static int Context(FileFacts facts, Draft draft)
    {
        if (facts.Graph.Inputs.First(i => i.Name == "input_ids").Size(1) is { } wide)
            return (int)Math.Clamp(wide, 1, MostWidth);
        if (GeneratorFiles.Context(facts.Path) is var (context, from))
        {
            draft.Assume($"a context of {context} tokens: {from} says so");
            return context;
        }
        draft.Assume($"a context of {UsualContext} tokens: the file leaves it open");
        return UsualContext;
    }
}
