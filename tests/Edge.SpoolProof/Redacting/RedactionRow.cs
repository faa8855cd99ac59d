using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeHost.Configuration;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Pictures;
using EdgeHost.Tests.Rewards.Pictures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.SpoolProof.Redacting;

/// <summary>
/// Pictures through the line that redacts them, once for each thing that can be wrong with a detector: none may leave. And with a detector that works they
/// must leave, else the row shows nothing: with the third-party face model on frames with a face, where the test data and ffmpeg are there.
/// </summary>
internal static class RedactionRow
{
    public static int Run(int count)
    {
        using var pool = new FramePool(2);
        var scratch = Directory.CreateTempSubdirectory("redaction-");
        try
        {
            var (offered, leaked) = (0, 0);
            foreach (var (name, options, load) in Faults(scratch.FullName))
            {
                var left = Offer(pool, count, options, load).Count;
                Console.WriteLine($"{name}: {left} of {count} left");
                (offered, leaked) = (offered + count, leaked + left);
            }
            var (shown, found) = Working(pool, count, scratch.FullName, out var with);
            Console.WriteLine($"working, {with}: {shown} of {count} left, something to hide found in {found} of them");
            return Verdict.Of(leaked == 0 && shown > 0 && found == 0, $"{leaked} of {offered} pictures left through a detector that fails; {shown} of {count} left through one that works ({with}), a face found in {found} of them");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Name, RewardPicturesOptions Options, Func<RewardPicturesOptions, Redaction> Load)> Faults(string scratch)
    {
        var clock = new LateClock();
        yield return ("none named", new(), Real);
        yield return ("missing", new() { FaceDetector = Path.Combine(scratch, "absent"), PlateDetector = "none" }, Real);
        yield return ("missing for plates alone", new() { FaceDetector = "none", PlateDetector = Path.Combine(scratch, "absent") }, Real);
        yield return ("not the file that was described", new() { FaceDetector = Model(scratch, "changed", "not these bytes"), PlateDetector = "none" }, Real);
        yield return ("damaged, and described so", new() { FaceDetector = Model(scratch, "damaged", null), PlateDetector = "none" }, Real);
        yield return ("a label that it has not", new(), options => new([new Redactor(ScriptedFinder.OfRed(), ["plate"])], options, TimeProvider.System));
        yield return ("throws", new(), With(_ => throw new InvalidOperationException("an engine broke")));
        yield return ("throws at the second look", new(), With(EverySecond(() => throw new InvalidOperationException("an engine broke"))));
        yield return ("late", new(), options => new([new Redactor(new ScriptedFinder(_ => clock.Late()), [])], options, clock));
        yield return ("never comes back", new() { Seconds = 1 }, With(_ => throw Hang()));
        yield return ("finds it again", new(), With(_ => [new Box(20, 20, 60, 60)]));
        yield return ("finds it only at the second look", new(), With(EverySecond(() => [new Box(20, 20, 60, 60)])));
        yield return ("finds more than it lists", new(), With(_ => [.. Enumerable.Repeat(new Box(1, 1, 9, 9), DetectionBuffer.DefaultCapacity)]));
        yield return ("gives boxes that are none", new(), With(_ => [new Box(float.NaN, 0, float.PositiveInfinity, 1)]));
    }

    private static (int Left, int Found) Working(FramePool pool, int count, string scratch, out string with)
    {
        var data = Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } named ? named : "../shared/data";
        var (weights, film) = (Path.Combine(data, FaceModel.Weights), Path.Combine(data, FaceModel.Film));
        var frames = File.Exists(weights) && File.Exists(film) ? FaceModel.FramesWithAFace.Select(frame => FaceModel.FrameOf(film, frame, new FramePool(1))).OfType<Frame>().ToList() : [];
        var options = new RewardPicturesOptions { FaceDetector = Path.Combine(scratch, "ultraface"), PlateDetector = "none" };
        if (frames.Count == 0)
        {
            with = "a scripted detector: there is no face model or no ffmpeg here";
            return Seen(Offer(pool, count, options, With(red => [.. ScriptedFinder.RedIn(red)])), new Redactor(ScriptedFinder.OfRed(), []));
        }
        with = $"the third-party face model on {frames.Count} frames with a face";
        FaceModel.Write(options.FaceDetector, weights);
        return Seen(Offer(pool, count, options, Real, frames), new Redactor(EdgeEngines.Onnx.DetectorFactory.Load(ModelFolder.Read(options.FaceDetector), new(), NullLogger.Instance), []));
    }

    /// <summary>Looks at what left with a detector of its own.</summary>
    private static (int Left, int Found) Seen(List<RedactedPicture> left, Redactor looks)
    {
        using var decoder = new EdgeEngines.Pictures.PictureDecoder();
        using var pool = new FramePool(1);
        using (looks)
        {
            var found = left.Count(picture =>
            {
                var frame = decoder.Decode(picture.Jpeg, pool).Frame!;
                List<Box> boxes = [];
                var isWhole = looks.TryFind(frame, boxes);
                frame.Release();
                return picture.Blurred == 0 || !isWhole || boxes.Count > 0;
            });
            return (left.Count, found);
        }
    }

    private static List<RedactedPicture> Offer(FramePool pool, int count, RewardPicturesOptions options, Func<RewardPicturesOptions, Redaction> load, List<Frame>? frames = null)
    {
        options.MostAnHour = int.MaxValue;
        List<RedactedPicture> left = [];
        using var line = new PictureLine(options, () => load(options), picture =>
        {
            left.Add(picture);
            return true;
        }, TimeProvider.System, NullLogger.Instance);
        var red = frames is null ? TestPictures.RedSquare(pool) : null;
        for (var i = 0; i < count; i++)
        {
            var before = line.Counts;
            if (line.TryTake(red ?? frames![i % frames.Count], $"q-{i}", i))
                SpinWait.SpinUntil(() => line.Counts.Kept + line.Counts.Dropped > before.Kept + before.Dropped, TimeSpan.FromSeconds(3 * options.Seconds));
        }
        red?.Release();
        return left;
    }

    private static Redaction Real(RewardPicturesOptions options)
    {
        var settings = new EdgeSettings();
        (settings.Rewards.Pictures, settings.Rewards.Picture) = (true, options);
        return Redactors.Load(settings, TimeProvider.System);
    }

    private static Func<RewardPicturesOptions, Redaction> With(Func<Frame, IReadOnlyList<Box>> find) =>
        options => new([new Redactor(new ScriptedFinder(find), [])], options, TimeProvider.System);

    private static Func<Frame, IReadOnlyList<Box>> EverySecond(Func<IReadOnlyList<Box>> look)
    {
        var looks = 0;
        return _ => ++looks % 2 == 0 ? look() : [];
    }

    private static InvalidOperationException Hang()
    {
        Thread.Sleep(Timeout.Infinite); // its thread ends with the process
        return new InvalidOperationException();
    }

    /// <summary>A folder whose weights are no ONNX.</summary>
    /// <param name="described">What its hash is of; null: of what is there.</param>
    private static string Model(string scratch, string name, string? described)
    {
        var weights = Path.Combine(scratch, $"{name}.weights");
        File.WriteAllText(weights, described ?? "no ONNX at all");
        var folder = Path.Combine(scratch, name);
        FaceModel.Write(folder, weights);
        File.WriteAllText(Path.Combine(folder, "face.onnx"), "no ONNX at all");
        return folder;
    }

    /// <summary>Every look takes a minute.</summary>
    private sealed class LateClock : TimeProvider
    {
        private long _looks;

        public Box[] Late()
        {
            Interlocked.Increment(ref _looks);
            return [];
        }

        public override long GetTimestamp() => Interlocked.Read(ref _looks) * 60 * TimestampFrequency;
    }
}
