using System.Text.Json;
using EdgeEngines.Models;

namespace EdgeEngines.Embedding.Tokens;

/// <summary>Texts to the tokens of one model: start, text, end, then padding up to the context. Thread-safe.</summary>
internal sealed class TextTokens
{
    /// <summary>A token has at least one character of its text, mostly four; what is longer is refused before it is worked on.</summary>
    private const int MostCharactersAToken = 64;

    private readonly string _model;
    private readonly Func<string, IReadOnlyList<int>> _encode;
    private readonly int _start;
    private readonly int _end;
    private readonly int _pad;

    private TextTokens(string model, Func<string, IReadOnlyList<int>> encode, (int Start, int End, int Largest) ids, int pad, int context)
    {
        (_model, _encode, _pad, Context) = (model, encode, pad, context);
        (_start, _end, LargestId) = ids;
    }

    /// <summary>Most tokens a text may have, start and end included.</summary>
    public int Context { get; }

    /// <summary>A model with fewer rows in its table of tokens is another vocabulary's.</summary>
    public int LargestId { get; }

    /// <exception cref="ModelException">A file is missing, damaged, or no vocabulary.</exception>
    public static TextTokens Load(ModelFolder folder)
    {
        var model = folder.Description;
        var description = model.Tokenizer ?? throw new ModelException($"model '{model.Name}' has no tokenizer; a text encoder needs one");
        try
        {
            var (encode, ids) = description.Kind == "wordpiece" ? WordPieceVocabulary.Load(folder, description) : ClipVocabulary.Load(folder, description);
            return new TextTokens(model.Name, encode, ids, description.Pad, model.Input.Width);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or JsonException or FormatException)
        {
            throw new ModelException(
                $"model '{model.Name}': {description.Vocabulary} in {folder.Path} is no vocabulary of the kind {description.Kind}: {e.Message}", e);
        }
    }

    /// <param name="text">Not empty.</param>
    /// <param name="row">Context long; filled to its end.</param>
    /// <returns>Tokens that are not padding.</returns>
    /// <exception cref="TextException">No text, or too long.</exception>
    public int Encode(string text, Span<long> row)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new TextException($"model '{_model}': the text is empty, expected words");
        if (text.Length > Context * MostCharactersAToken)
            throw new TextException($"model '{_model}': the text has {text.Length} characters, allowed are {Context * MostCharactersAToken}: shorten it");
        var ids = _encode(text);
        if (ids.Count + 2 > Context)
        {
            var shown = text.Length > 80 ? text[..80] + "…" : text;
            throw new TextException(
                $"model '{_model}': the text \"{shown}\" has {ids.Count + 2} tokens (start and end included), allowed are {Context}: shorten it");
        }
        row[0] = _start;
        for (var i = 0; i < ids.Count; i++)
            row[i + 1] = ids[i];
        row[ids.Count + 1] = _end;
        row[(ids.Count + 2)..].Fill(_pad);
        return ids.Count + 2;
    }
}
