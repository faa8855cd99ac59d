namespace EdgeEngines.Models;

/// <summary>What a description's values must be, beyond their types. Every broken rule is one line: field, found, expected.</summary>
internal static class ModelRules
{
    public static readonly string[] Tasks =
        ["detect", "classify", "embed-image", "embed-text", "segment", "depth", "ocr-detect", "ocr-read", "text-generate"];

    private static readonly string[] s_headKinds = ["yolox", "yolov8", "fastestdet", "nanodet", "ssd", "boxes-scores"];
    private static readonly string[] s_tokenizers = ["wordpiece", "clip-bpe", "tokenizer-json"];
    private static readonly string[] s_prompts = ["taught", "documented"];
    private static readonly string[] s_precisions = ["fp32", "fp16", "int8"];
    private static readonly string[] s_boxSpaces = ["model", "normalised", "source"];
    private static readonly string[] s_boxEncodings = ["xyxy", "cxcywh", "xywh"];

    /// <summary>Above this a picture is larger than any camera's; the tensor would take gigabytes.</summary>
    private const int LargestSide = 8192;

    /// <summary>Of a model that writes text: more memory than such a device has.</summary>
    private const int MostContext = 1 << 20;

    public static void Check(ModelDescription model, List<string> problems)
    {
        Require(model.Name.Length is > 0 and <= 128 && !model.Name.Any(char.IsControl), "name", model.Name, "1 to 128 printable characters");
        OneOf(Tasks, "task", model.Task);
        OneOf(s_precisions, "precision", model.Precision);
        Require(IsPlainFileName(model.File), "file", model.File, "the name of a file in the model's own folder, without a path");
        Require(model.Sha256.Length == 64 && model.Sha256.All(char.IsAsciiHexDigit), "sha256", model.Sha256, "64 hexadecimal digits");
        if (model.LabelsFile is { } labels)
        {
            Require(IsPlainFileName(labels), "labels_file", labels, "the name of a file in the model's own folder, without a path");
            Require(model.Labels.Count == 0, "labels_file", labels, "either labels or labels_file, not both");
        }
        CheckInput(model.Input);
        if (model.Head is { } head)
            CheckHead(head);
        else
            Require(model.Task != "detect", "head", "nothing", "an object with at least \"kind\", because the task is detect");
        if (model.Tokenizer is { } tokenizer)
            CheckTokenizer(tokenizer);
        else
            Require(model.Task != "embed-text", "tokenizer", "nothing", "an object with at least \"kind\" and \"vocabulary\", because the task is embed-text");
        if (model.Embedding is { } embedding)
            CheckEmbedding(embedding);

        if (model.Generation is { } generation)
            CheckGeneration(generation);

        TextRules.Check(model, problems);

        void CheckInput(InputDescription input)
        {
            Require(input.Name.Length > 0, "input.name", input.Name, "the name of the graph's input");
            Require(input.Width is > 0 and <= LargestSide, "input.width", input.Width, $"1 to {LargestSide}");
            Require(input.Height is > 0 and <= LargestSide, "input.height", input.Height, $"1 to {LargestSide}");
            Require(input.Mean.Count == 3 && input.Mean.All(float.IsFinite), "input.mean", List(input.Mean), "three numbers");
            Require(
                input.Scale.Count == 3 && input.Scale.All(s => float.IsFinite(s) && s != 0), "input.scale", List(input.Scale), "three numbers, none of them 0");
            Require(input.Pad is >= 0 and <= 255, "input.pad", input.Pad, "0 to 255");
            Require(input.Context is >= 0 and <= 1, "input.context", input.Context, "0 to 1");
            Require(input.QuantScale > 0 && float.IsFinite(input.QuantScale), "input.quant_scale", input.QuantScale, "above 0");
            Require(input.QuantZero is >= -128 and <= 255, "input.quant_zero", input.QuantZero, "-128 to 255");
        }

        void CheckHead(HeadDescription head)
        {
            OneOf(s_headKinds, "head.kind", head.Kind);
            OneOf(s_boxSpaces, "head.box_space", head.BoxSpace);
            OneOf(s_boxEncodings, "head.box_encoding", head.BoxEncoding);
            Require(head.ScoreThreshold is >= 0 and < 1, "head.score_threshold", head.ScoreThreshold, "0 to below 1");
            Require(head.NmsIou is > 0 and <= 1, "head.nms_iou", head.NmsIou, "above 0, to 1");
            Require(head.MaxDetections is > 0 and <= 10_000, "head.max_detections", head.MaxDetections, "1 to 10000");
            Require(head.Strides.All(s => s is > 0 and <= 1024), "head.strides", List(head.Strides), "each 1 to 1024");
            Require(head.RegMax is > 0 and <= 64, "head.reg_max", head.RegMax, "1 to 64");
            Require(
                head.Variances.Count == 2 && head.Variances.All(v => float.IsFinite(v) && v > 0), "head.variances", List(head.Variances), "two numbers above 0");
            Require(
                head.PriorSizes.All(sizes => sizes.Count > 0 && sizes.All(s => float.IsFinite(s) && s > 0)),
                "head.prior_sizes", $"{head.PriorSizes.Count} lists", "for each stride a list of numbers above 0");
            Require(
                head.PriorAspects.All(aspects => aspects.All(a => float.IsFinite(a) && a > 0)),
                "head.prior_aspects", $"{head.PriorAspects.Count} lists", "numbers above 0, one for each of prior_sizes");
        }

        void CheckTokenizer(TokenizerDescription tokenizer)
        {
            OneOf(s_tokenizers, "tokenizer.kind", tokenizer.Kind);
            Require(model.Task != "embed-text" || tokenizer.Kind != "tokenizer-json", "tokenizer.kind", tokenizer.Kind, "wordpiece or clip-bpe, because the task is embed-text");
            CheckFile("tokenizer.vocabulary", tokenizer.Vocabulary, tokenizer.VocabularySha256);
            if (tokenizer.Merges is { } merges)
                CheckFile("tokenizer.merges", merges, tokenizer.MergesSha256);
            else
                Require(tokenizer.Kind != "clip-bpe", "tokenizer.merges", "nothing", "the name of a file, because the kind is clip-bpe");
            Require(tokenizer.Pad >= 0, "tokenizer.pad", tokenizer.Pad, "0 or more");
        }

        void CheckFile(string field, string name, string? sha256)
        {
            Require(IsPlainFileName(name), field, name, "the name of a file in the model's own folder, without a path");
            if (sha256 is not null)
                Require(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit), field + "_sha256", sha256, "64 hexadecimal digits");
        }

        void CheckEmbedding(EmbeddingDescription embedding)
        {
            Require(embedding.LogitScale is >= 0 and <= 10_000, "embedding.logit_scale", embedding.LogitScale, "0 to 10000");
            Require(float.IsFinite(embedding.LogitBias), "embedding.logit_bias", embedding.LogitBias, "a number");
        }

        void CheckGeneration(GenerationDescription generation)
        {
            Require(model.Task == "text-generate", "generation", "an object", $"none, because the task is {model.Task}");
            Require(model.Tokenizer is null or { Kind: "tokenizer-json" }, "tokenizer.kind", model.Tokenizer?.Kind ?? "", "tokenizer-json, because the model writes text");
            OneOf(s_prompts, "generation.prompt", generation.Prompt);
            Require(generation.End.Length is > 0 and <= 64, "generation.end", generation.End, "the token that ends a text, e.g. \"<end>\"");
            Require(generation.Context is >= 0 and <= MostContext, "generation.context", generation.Context, $"0 to {MostContext}");
            Require(generation.Prompt == "taught" || generation.Knows.Count == 0, "generation.knows", List(generation.Knows), "none, because the prompt is documented");
        }

        void OneOf(string[] allowed, string field, string value) =>
            Require(Array.IndexOf(allowed, value) >= 0, field, value, string.Join(" | ", allowed));

        void Require(bool holds, string field, object value, string expected)
        {
            if (!holds)
                problems.Add($"'{field}' is {(value is string text ? $"\"{text}\"" : value)}, expected {expected}");
        }
    }

    /// <summary>No separators of any system, no drive, no dot names: nothing that leaves the folder.</summary>
    private static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;

    private static string List<T>(IReadOnlyList<T> values) => $"[{string.Join(", ", values)}]";
}
