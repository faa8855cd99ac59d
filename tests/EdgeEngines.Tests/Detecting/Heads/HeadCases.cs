using EdgeEngines.Models;

namespace EdgeEngines.Tests.Detecting.Heads;

/// <summary>
/// The published decodings once more, cell by cell in double precision, written from the papers and the authors' own scripts and not
/// from the code under test.
/// </summary>
internal static class HeadCases
{
    public static readonly string[] Names =
    [
        "yolox", "yolox logits", "yolox decoded", "yolov8 planes", "yolov8 rows", "yolov8 rows normalised logits", "fastestdet",
        "nanodet", "nanodet-plus", "ssd", "ssd logits", "boxes-scores", "boxes-scores logits", "boxes-scores background",
        "boxes-scores classes", "boxes-scores source",
    ];

    public static HeadCase Create(string name, Random random, int width, int height, int classes, float threshold = 0.3f) => name switch
    {
        "yolox" => Yolox(random, width, height, classes, threshold, logits: false),
        "yolox logits" => Yolox(random, width, height, classes, threshold, logits: true),
        "yolox decoded" => YoloxDecoded(random, width, height, classes, threshold),
        "yolov8 planes" => YoloV8(random, width, height, classes, threshold, planes: true, normalised: false, logits: false),
        "yolov8 rows" => YoloV8(random, width, height, classes, threshold, planes: false, normalised: false, logits: false),
        "yolov8 rows normalised logits" => YoloV8(random, width, height, classes, threshold, planes: false, normalised: true, logits: true),
        "fastestdet" => FastestDet(random, width, height, classes, threshold),
        "nanodet" => NanoDet(random, width, height, classes, threshold),
        "nanodet-plus" => NanoDetPlus(random, width, height, classes, threshold),
        "ssd" => Ssd(random, width, height, classes, threshold, logits: false),
        "ssd logits" => Ssd(random, width, height, classes, threshold, logits: true),
        "boxes-scores" => BoxesScores(random, width, height, classes, threshold, "model", "xyxy"),
        "boxes-scores logits" => BoxesScores(random, width, height, classes, threshold, "normalised", "cxcywh", logits: true),
        "boxes-scores background" => BoxesScores(random, width, height, classes, threshold, "normalised", "xyxy", background: true),
        "boxes-scores classes" => BoxesScores(random, width, height, classes, threshold, "model", "xywh", numbered: true),
        "boxes-scores source" => BoxesScores(random, width, height, classes, threshold, "source", "xyxy"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    private static HeadCase Yolox(Random random, int width, int height, int classes, float threshold, bool logits)
    {
        var cells = Cells(width, height, 8, 16, 32);
        var output = new TensorMemory("output", 2, cells.Count, 5 + classes);
        FillRows(output, random, scoresFrom: 4, logits);
        return new HeadCase
        {
            Model = HeadCase.Describe(Open("yolox", threshold) with { Logits = logits }, classes, width, height),
            Outputs = [output],
            Plain = (item, _) => cells.Select((cell, i) =>
            {
                var (score, @class) = Highest(classes, c => Probability(output[item, i, 5 + c], logits));
                return PlainBox.Centred(
                    (output[item, i, 0] + cell.X) * cell.Stride, (output[item, i, 1] + cell.Y) * cell.Stride,
                    Math.Exp(output[item, i, 2]) * cell.Stride, Math.Exp(output[item, i, 3]) * cell.Stride,
                    Probability(output[item, i, 4], logits) * score, @class);
            }),
        };
    }

    private static HeadCase YoloxDecoded(Random random, int width, int height, int classes, float threshold)
    {
        var rows = 3 * Cells(width, height, 8, 16, 32).Count;
        var output = new TensorMemory("output", 2, rows, 5 + classes);
        FillRows(output, random, scoresFrom: 4, logits: false);
        FillBoxes(output, random, width, height);
        return new HeadCase
        {
            Model = HeadCase.Describe(Open("yolox", threshold) with { Decoded = true }, classes, width, height),
            Outputs = [output],
            Plain = (item, _) => Enumerable.Range(0, rows).Select(i =>
            {
                var (score, @class) = Highest(classes, c => output[item, i, 5 + c]);
                return PlainBox.Centred(output[item, i, 0], output[item, i, 1], output[item, i, 2], output[item, i, 3],
                    output[item, i, 4] * score, @class);
            }),
        };
    }

    private static HeadCase YoloV8(
        Random random, int width, int height, int classes, float threshold, bool planes, bool normalised, bool logits)
    {
        var cells = Cells(width, height, 8, 16, 32).Count;
        var rows = new TensorMemory("rows", 2, cells, 4 + classes);
        FillRows(rows, random, scoresFrom: 4, logits);
        FillBoxes(rows, random, normalised ? 1 : width, normalised ? 1 : height);
        var output = rows;
        if (planes)
        {
            output = new TensorMemory("output0", 2, 4 + classes, cells);
            for (var item = 0; item < 2; item++)
            {
                for (var i = 0; i < cells; i++)
                {
                    for (var k = 0; k < 4 + classes; k++)
                        output[item, k, i] = rows[item, i, k];
                }
            }
            rows.Dispose();
        }
        float At(int item, int cell, int k) => planes ? output[item, k, cell] : output[item, cell, k];
        var (scaleX, scaleY) = normalised ? (width, height) : (1, 1);
        return new HeadCase
        {
            Model = HeadCase.Describe(
                Open("yolov8", threshold) with { BoxSpace = normalised ? "normalised" : "model", Logits = logits }, classes, width, height),
            Outputs = [output],
            Plain = (item, _) => Enumerable.Range(0, cells).Select(i =>
            {
                var (score, @class) = Highest(classes, c => Probability(At(item, i, 4 + c), logits));
                return PlainBox.Centred((double)At(item, i, 0) * scaleX, (double)At(item, i, 1) * scaleY,
                    (double)At(item, i, 2) * scaleX, (double)At(item, i, 3) * scaleY, score, @class);
            }),
        };
    }

    private static HeadCase FastestDet(Random random, int width, int height, int classes, float threshold)
    {
        var (columns, rows) = (width / 16, height / 16);
        var output = new TensorMemory("758", 2, 5 + classes, rows, columns);
        for (var item = 0; item < 2; item++)
        {
            for (var k = 0; k < 5 + classes; k++)
            {
                for (var i = 0; i < rows * columns; i++)
                    output[item, k, i / columns, i % columns] = k is >= 1 and <= 4 ? Normal(random) : Score(random);
            }
        }
        return new HeadCase
        {
            Model = HeadCase.Describe(Open("fastestdet", threshold), classes, width, height),
            Outputs = [output],
            Plain = (item, _) => Enumerable.Range(0, rows * columns).Select(i =>
            {
                var (h, w) = (i / columns, i % columns);
                var (best, @class) = Highest(classes, c => output[item, 5 + c, h, w]);
                return PlainBox.Centred(
                    (w + Math.Tanh(output[item, 1, h, w])) / columns * width, (h + Math.Tanh(output[item, 2, h, w])) / rows * height,
                    Sigmoid(output[item, 3, h, w]) * width, Sigmoid(output[item, 4, h, w]) * height,
                    Math.Pow(output[item, 0, h, w], 0.6) * Math.Pow(best, 0.4), @class);
            }),
        };
    }

    // Outputs in the order of the shared file: scores of all strides, then distances of all strides.
    private static HeadCase NanoDet(Random random, int width, int height, int classes, float threshold)
    {
        int[] strides = [8, 16, 32];
        var scores = strides.Select(s => new TensorMemory($"cls_{s}", 2, Cells(width, height, s).Count, classes)).ToArray();
        var distances = strides.Select(s => new TensorMemory($"dis_{s}", 2, Cells(width, height, s).Count, 32)).ToArray();
        foreach (var output in scores)
            FillRows(output, random, scoresFrom: 0, logits: false);
        foreach (var output in distances)
            FillRows(output, random, scoresFrom: 32, logits: false);

        // With 32 classes scores and distances look alike and must be named; odd numbers of classes are left to the shapes.
        var roles = strides.SelectMany(s => new[] { ($"scores_{s}", $"cls_{s}"), ($"boxes_{s}", $"dis_{s}") })
            .Where(_ => classes % 2 == 0).ToDictionary(role => role.Item1, role => role.Item2);
        return new HeadCase
        {
            Model = HeadCase.Describe(Open("nanodet", threshold) with { Outputs = roles }, classes, width, height),
            Outputs = [.. scores, .. distances],
            Plain = (item, _) => strides.SelectMany((stride, level) => Cells(width, height, stride).Select((cell, i) =>
            {
                var (score, @class) = Highest(classes, c => scores[level][item, i, c]);
                var centre = (stride - 1) / 2.0;
                return Reaching((cell.X * stride) + centre, (cell.Y * stride) + centre, stride,
                    (side, bin) => distances[level][item, i, (side * 8) + bin], score, @class);
            })),
        };
    }

    private static HeadCase NanoDetPlus(Random random, int width, int height, int classes, float threshold)
    {
        var cells = Cells(width, height, 8, 16, 32, 64);
        var output = new TensorMemory("output", 2, cells.Count, classes + 32);
        FillRows(output, random, scoresFrom: classes + 32, logits: false);
        for (var row = 0; row < 2 * cells.Count; row++)
        {
            for (var c = 0; c < classes; c++)
                output.Values[(row * (classes + 32)) + c] = Score(random);
        }
        return new HeadCase
        {
            Model = HeadCase.Describe(Open("nanodet", threshold), classes, width, height),
            Outputs = [output],
            Plain = (item, _) => cells.Select((cell, i) =>
            {
                var (score, @class) = Highest(classes, c => output[item, i, c]);
                return Reaching(cell.X * cell.Stride, cell.Y * cell.Stride, cell.Stride,
                    (side, bin) => output[item, i, classes + (side * 8) + bin], score, @class);
            }),
        };
    }

    private static HeadCase Ssd(Random random, int width, int height, int classes, float threshold, bool logits)
    {
        int[] strides = [8, 16, 32];
        float[][] sizes = [[10, 16, 24], [32, 48], [64, 96, 300]];
        float[][] aspects = [[1, 2, 0.5f], [1, 1], [3, 1 / 3f, 1]];
        var priors = strides.SelectMany((stride, level) => Cells(width, height, stride).SelectMany(cell =>
            sizes[level].Select((size, k) => (
                X: Math.Clamp((cell.X + 0.5) * stride / width, 0, 1), Y: Math.Clamp((cell.Y + 0.5) * stride / height, 0, 1),
                W: Math.Clamp(size * Math.Sqrt(aspects[level][k]) / width, 0, 1),
                H: Math.Clamp(size / Math.Sqrt(aspects[level][k]) / height, 0, 1))))).ToArray();
        var scores = new TensorMemory("scores", 2, priors.Length, 1 + classes);
        var offsets = new TensorMemory("boxes", 2, priors.Length, 4);
        FillRows(scores, random, scoresFrom: 0, logits);
        FillRows(offsets, random, scoresFrom: 4, logits: false);
        return new HeadCase
        {
            Model = HeadCase.Describe(
                Open("ssd", threshold) with
                {
                    Strides = strides,
                    PriorSizes = sizes,
                    PriorAspects = aspects,
                    BackgroundClass = true,
                    Logits = logits,
                    Outputs = new Dictionary<string, string> { ["boxes"] = "boxes", ["scores"] = "scores" },
                }, classes, width, height),
            Outputs = [scores, offsets],
            Plain = (item, _) => priors.Select((prior, i) =>
            {
                var sum = logits ? Enumerable.Range(0, 1 + classes).Sum(c => Math.Exp(scores[item, i, c])) : 0;
                var (score, @class) = Highest(classes, c => logits ? Math.Exp(scores[item, i, 1 + c]) / sum : scores[item, i, 1 + c]);
                return PlainBox.Centred(
                    (prior.X + (offsets[item, i, 0] * 0.1 * prior.W)) * width, (prior.Y + (offsets[item, i, 1] * 0.1 * prior.H)) * height,
                    prior.W * Math.Exp(offsets[item, i, 2] * 0.2) * width, prior.H * Math.Exp(offsets[item, i, 3] * 0.2) * height,
                    score, @class);
            }),
        };
    }

    private static HeadCase BoxesScores(
        Random random, int width, int height, int classes, float threshold, string space, string encoding, bool logits = false,
        bool background = false, bool numbered = false)
    {
        const int Count = 200;
        var first = background ? 1 : 0;
        var scores = numbered ? new TensorMemory("scores", 2, Count) : new TensorMemory("scores", 2, Count, first + classes);
        var boxes = new TensorMemory("boxes", 2, Count, 4);
        var numbers = new TensorMemory("labels", 2, Count);
        foreach (ref var value in scores.Values)
            value = logits ? Normal(random) * 2 : Score(random);
        foreach (ref var value in numbers.Values)
            value = random.Next(classes);
        var (unitX, unitY) = space == "normalised" ? (1f, 1f) : (width, height);
        FillBoxes(boxes, random, unitX, unitY);
        for (var row = 0; row < 2 * Count && encoding == "xyxy"; row++)
        {
            boxes.Values[(row * 4) + 2] += boxes.Values[row * 4];
            boxes.Values[(row * 4) + 3] += boxes.Values[(row * 4) + 1];
        }
        var roles = new Dictionary<string, string> { ["boxes"] = "boxes", ["scores"] = "scores" };
        if (numbered)
            roles["classes"] = "labels";
        return new HeadCase
        {
            Model = HeadCase.Describe(
                Open("boxes-scores", threshold) with
                {
                    BoxSpace = space,
                    BoxEncoding = encoding,
                    Logits = logits,
                    BackgroundClass = background,
                    Outputs = roles,
                }, classes, width, height),
            Outputs = [boxes, scores, numbers],
            Plain = (item, placement) => Enumerable.Range(0, Count).Select(i =>
            {
                var (score, @class) = numbered
                    ? (scores[item, i], (int)numbers[item, i])
                    : Highest(classes, c => Probability(scores[item, i, first + c], logits));
                double a = boxes[item, i, 0], b = boxes[item, i, 1], c = boxes[item, i, 2], d = boxes[item, i, 3];
                var box = encoding switch
                {
                    "cxcywh" => PlainBox.Centred(a, b, c, d, score, @class),
                    "xywh" => new PlainBox(a, b, a + c, b + d, score, @class),
                    _ => new PlainBox(a, b, c, d, score, @class),
                };
                return space switch
                {
                    "normalised" => box with { Left = box.Left * width, Top = box.Top * height, Right = box.Right * width, Bottom = box.Bottom * height },
                    "source" => box with
                    {
                        Left = (box.Left * placement.ScaleX) + placement.OffsetX,
                        Top = (box.Top * placement.ScaleY) + placement.OffsetY,
                        Right = (box.Right * placement.ScaleX) + placement.OffsetX,
                        Bottom = (box.Bottom * placement.ScaleY) + placement.OffsetY,
                    },
                    _ => box,
                };
            }),
        };
    }

    // Nothing suppressed, nothing cut off: each decoded cell can be compared. Suppression has tests of its own.
    private static HeadDescription Open(string kind, float threshold) =>
        new() { Kind = kind, ScoreThreshold = threshold, NmsIou = 1, MaxDetections = 10_000 };

    private static List<(int X, int Y, int Stride)> Cells(int width, int height, params int[] strides)
    {
        var cells = new List<(int, int, int)>();
        foreach (var stride in strides)
        {
            for (var y = 0; y * stride < height; y++)
            {
                for (var x = 0; x * stride < width; x++)
                    cells.Add((x, y, stride));
            }
        }
        return cells;
    }

    private static PlainBox Reaching(double x, double y, int stride, Func<int, int, float> logit, double score, int @class)
    {
        var reach = Enumerable.Range(0, 4).Select(side =>
        {
            var weights = Enumerable.Range(0, 8).Select(bin => Math.Exp(logit(side, bin))).ToArray();
            return weights.Select((weight, bin) => weight * bin).Sum() / weights.Sum() * stride;
        }).ToArray();
        return new PlainBox(x - reach[0], y - reach[1], x + reach[2], y + reach[3], score, @class);
    }

    private static (double Score, int Class) Highest(int classes, Func<int, double> score) =>
        Enumerable.Range(0, classes).Select(c => (score(c), c)).MaxBy(one => one.Item1);

    private static double Probability(double value, bool logits) => logits ? Sigmoid(value) : value;

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    // Box numbers first, then scores from the given column on.
    private static void FillRows(TensorMemory output, Random random, int scoresFrom, bool logits)
    {
        var columns = output.Output.Shape[^1];
        for (var i = 0; i < output.Values.Length; i++)
            output.Values[i] = i % columns < scoresFrom ? Normal(random) : logits ? Normal(random) * 2 : Score(random);
    }

    private static void FillBoxes(TensorMemory output, Random random, float width, float height)
    {
        var columns = output.Output.Shape[^1];
        for (var row = output.Values; row.Length > 0; row = row[columns..])
        {
            row[0] = ((random.NextSingle() * 1.2f) - 0.1f) * width;
            row[1] = ((random.NextSingle() * 1.2f) - 0.1f) * height;
            row[2] = random.NextSingle() * 0.5f * width;
            row[3] = random.NextSingle() * 0.5f * height;
        }
    }

    // Mostly low, as a detector's are.
    private static float Score(Random random) => MathF.Pow(random.NextSingle(), 2);

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
