using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;

namespace EdgeEngines.Generating;

/// <summary>Whether a vocabulary is the model's own.</summary>
public static class TokenizerFit
{
    /// <returns>The token that ends a text.</returns>
    /// <exception cref="ModelException">It is not, or the description does not say how the model is asked.</exception>
    public static int Check(ITextDecoder decoder, TextTokenizer tokenizer)
    {
        var model = decoder.Model;
        var file = model.Tokenizer?.Vocabulary ?? TextTokenizer.FileName;
        if (tokenizer.Bytes.Count > decoder.Vocabulary)
            throw new ModelException(
                $"model '{model.Name}': {file} has tokens up to {tokenizer.Bytes.Count - 1}, but {model.File} scores {decoder.Vocabulary}: it is another model's. Put the {TextTokenizer.FileName} that the model was trained with into its folder");
        if (model.Generation is not { } generation)
            throw new ModelException(
                $"model '{model.Name}' does not say how it is asked: expected \"generation\": {{\"prompt\": \"documented\", \"end\": \"…\"}} in its model.json (docs/models.md)");
        if (tokenizer.IdOf(generation.End) is not { } end)
            throw new ModelException($"model '{model.Name}': {file} has no token \"{generation.End}\" (generation.end of model.json): name the one that the model was trained to end a text with");
        var missing = Enumerable.Range(' ', '~' - ' ' + 1).Append('\n').Where(value => !tokenizer.Bytes.Any(bytes => bytes.Length == 1 && bytes[0] == value)).ToList();
        return missing.Count == 0
            ? end
            : throw new ModelException($"model '{model.Name}': {file} has no token for 0x{missing[0]:X2} alone, so not every plan could be written: expected one for each character of ASCII");
    }
}
