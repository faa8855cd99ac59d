namespace EdgeEngines.Models.Adding;

/// <summary>The two halves of CLIP (Radford et al. 2021): picture to vector, and text to a vector of the same space.</summary>
internal static class ClipRecogniser
{
    private const int ContextTokens = 77;

    private static readonly (int Width, int Height) s_trainedAt = (224, 224);

    // Constants of OpenAI's release, there for pixels in 0..1.
    private static readonly float[] s_mean = [0.48145466f * 255, 0.4578275f * 255, 0.40821073f * 255];
    private static readonly float[] s_scale = [1 / (0.26862954f * 255), 1 / (0.26130258f * 255), 1 / (0.27577711f * 255)];

    public static Recognition? Recognise(FileFacts facts)
    {
        var isNamedClip = facts.Name.Contains("clip", StringComparison.Ordinal);
        var vector = facts.OnlyOutput(rank: 2) is not null && isNamedClip;
        var image = facts.Picture is not null && (facts.Output("image_embeds", "image_features") is not null || vector);
        var text = facts.HasInput("input_ids") && (facts.Output("text_embeds", "text_features") is not null || vector);
        if (image && facts.HasInput("input_ids"))
            throw new ModelException("this file holds both halves of CLIP; export the image and the text half each to a file of its own");
        return image ? Image(facts) : text ? Text(facts) : null;
    }

    private static Recognition Image(FileFacts facts)
    {
        var draft = new Draft(facts, "CLIP, image half");
        var input = draft.Picture(s_trainedAt) with { Resize = ResizeMode.Crop, Mean = s_mean, Scale = s_scale };
        return draft.Finish("embed-image", input, null, []);
    }

    private static Recognition Text(FileFacts facts)
    {
        var draft = new Draft(facts, "CLIP, text half");
        var tokens = facts.Graph.Inputs.First(i => i.Name == "input_ids");
        var tokenizer = VocabularyFiles.Find(facts.Path);
        if (tokenizer is null)
            draft.Ask(
                "tokenizer.vocabulary", "no vocab.json with merges.txt, and no vocab.txt, lies beside the file",
                "where: put the vocabulary that it was trained with beside it");
        else
            draft.Assume($"tokenizer {tokenizer.Kind}: {tokenizer.Vocabulary} lies beside the file");
        if (tokens.Size(1) is null)
            draft.Assume($"context {ContextTokens}: the file takes any length, this is CLIP's");
        return draft.Finish("embed-text", TokenInput.Of(tokens, (int?)tokens.Size(1) ?? ContextTokens), null, [], tokenizer);
    }
}
