namespace EdgeEngines.Models.Adding;

/// <summary>A text encoder's vocabulary, which lies beside its weights: found, pinned by hash, and taken along.</summary>
internal static class VocabularyFiles
{
    private const string ClipVocabulary = "vocab.json", ClipMerges = "merges.txt", WordPieces = "vocab.txt";
    private const long LargestBytes = 32 << 20;

    /// <summary>Null when there is none beside the weights.</summary>
    public static TokenizerDescription? Find(string onnxFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(onnxFile))!;
        if (File.Exists(Path.Combine(folder, ClipVocabulary)) && File.Exists(Path.Combine(folder, ClipMerges)))
            return new TokenizerDescription { Kind = "clip-bpe", Vocabulary = ClipVocabulary, Merges = ClipMerges };
        return File.Exists(Path.Combine(folder, WordPieces)) ? new TokenizerDescription { Kind = "wordpiece", Vocabulary = WordPieces } : null;
    }

    /// <exception cref="ModelException">A file that the description names is not beside the weights.</exception>
    public static ModelDescription Pin(ModelDescription description, string folder) => description.Tokenizer is not { } tokenizer
        ? description
        : description with
        {
            Tokenizer = tokenizer with
            {
                VocabularySha256 = ModelFile.Sha256(Read(folder, tokenizer.Vocabulary)),
                MergesSha256 = tokenizer.Merges is { } merges ? ModelFile.Sha256(Read(folder, merges)) : null,
            },
        };

    public static void Copy(ModelDescription description, string from, string to)
    {
        if (description.Tokenizer is not { } tokenizer || from == to)
            return;
        foreach (var file in new[] { tokenizer.Vocabulary, tokenizer.Merges }.OfType<string>())
            File.WriteAllBytes(Path.Combine(to, file), Read(from, file));
    }

    private static byte[] Read(string folder, string file)
    {
        var path = Path.Combine(folder, Path.GetFileName(file));
        return File.Exists(path)
            ? ModelFile.Read(path, LargestBytes)
            : throw new ModelException($"{path} is not there, but the description names it as the vocabulary: put it beside the ONNX file");
    }
}
