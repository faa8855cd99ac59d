namespace EdgeEngines.Models;

/// <summary>How a text becomes the tokens of a text model. The context, the most tokens of a text, is the input's width.</summary>
public sealed record TokenizerDescription
{
    /// <summary><c>wordpiece</c> (BERT), <c>clip-bpe</c> (byte pairs that end words with <c>&lt;/w&gt;</c>, as CLIP does), or <c>tokenizer-json</c> (of models that write text).</summary>
    public required string Kind { get; init; }

    /// <summary>File in the model's folder: <c>vocab.txt</c> with a token a line, <c>vocab.json</c> with their ids, or <c>tokenizer.json</c>.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>File in the model's folder with the merges of <c>clip-bpe</c>, one a line, best first.</summary>
    public string? Merges { get; init; }

    /// <summary>Of <see cref="Vocabulary"/>; another file is refused. Null checks nothing.</summary>
    public string? VocabularySha256 { get; init; }

    /// <summary>Of <see cref="Merges"/>; another file is refused. Null checks nothing.</summary>
    public string? MergesSha256 { get; init; }

    /// <summary>Lower-case the text first, and take accents off where the kind is wordpiece.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Token that fills the row behind a text.</summary>
    public int Pad { get; init; }
}
