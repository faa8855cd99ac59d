using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeHost.Bench;
using EdgeWorld;

namespace EdgeHost.Evaluating;

/// <summary>
/// <c>eval encoder</c>: what the two halves of the dual encoder say of the frozen films.
/// <code>
/// films ─► true boxes ──────► vectors ─┬─► colour and state by the best of the kind's texts
///      └─► detected boxes ──► vectors ─┘   captions to crops: first, first five
///      └─► proposals ───────► vectors ───► texts of pairs never trained on: average precision
/// </code>
/// </summary>
/// <param name="detector">Whose boxes stand for detected ones.</param>
/// <param name="finder">Made of the same encoders.</param>
internal sealed class EncoderEval(IImageEncoder images, ITextEncoder texts, IDetector detector, IOpenVocabularyDetector finder, TestFilms films)
{
    public void Run(EvalReport report, CancellationToken cancellationToken)
    {
        EmbeddingSpace.ThrowIfApart(images.Model, images.Dimensions, texts.Model, texts.Dimensions);
        var prompts = new PromptBook(texts);
        using var encoder = new ScoredEncoder(images, prompts, detector);
        var open = new OpenVocabularyScore(finder);
        films.Play(
            frame =>
            {
                encoder.Look(frame.Picture, frame.Graph);
                open.Look(frame.Picture, frame.Graph);
            },
            cancellationToken);
        Attributes(report, encoder);
        Retrieval(report, encoder.Retrieval.Measure(prompts));
        var pairs = open.Pairs();
        report.Add("open_vocabulary_ap50", pairs.Count == 0 ? 0 : pairs.Average(p => p.AveragePrecision));
        report.Add("gallery_ms", GalleryBench.Measure().Milliseconds, "100,000 vectors of 256 numbers, one thread");
        report.Add("films", films.Films);
        report.Add("frames", films.Frames);
        report.Add("every", films.Every);
        report.Add("graphs_sha256", films.GraphsSha256);
        report.AddTable("classes", WorldClasses.Names.Select(kind => (kind, Cells(kind, encoder))).Where(row => row.Item2.Length > 0));
        report.AddTable("pairs", pairs.Select(p => (p.Pair, new (string, double)[] { ("ap50", p.AveragePrecision), ("truths", p.Truths) })));
    }

    private static void Attributes(EvalReport report, ScoredEncoder encoder)
    {
        report.Add("attribute_true", encoder.True.Accuracy, FormattableString.Invariant($"{encoder.True.Asked} questions"));
        report.Add("colour_true", encoder.True.Colour);
        report.Add("state_true", encoder.True.State);
        report.Add("attribute_detected", encoder.Detected.Accuracy, FormattableString.Invariant($"{encoder.Detected.Asked} questions"));
        report.Add("colour_detected", encoder.Detected.Colour);
        report.Add("state_detected", encoder.Detected.State);
    }

    private static void Retrieval(EvalReport report, (double First, double FirstFive, int Crops) retrieval)
    {
        report.Add("retrieval_r1", retrieval.First);
        report.Add("retrieval_r5", retrieval.FirstFive);
        report.Add("retrieval_crops", retrieval.Crops, retrieval.Crops < RetrievalScore.MostCrops ? $"fewer than {RetrievalScore.MostCrops}: play more films" : "");
    }

    private static (string, double)[] Cells(string kind, ScoredEncoder encoder)
    {
        (string Key, double? Value)[] cells =
        [
            ("colour_true", encoder.True.ColourOf(kind)), ("state_true", encoder.True.StateOf(kind)),
            ("colour_detected", encoder.Detected.ColourOf(kind)), ("state_detected", encoder.Detected.StateOf(kind)),
        ];
        return [.. cells.Where(c => c.Value is not null).Select(c => (c.Key, c.Value!.Value))];
    }
}
