using System.Diagnostics;
using System.Globalization;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeHost.Bench;

/// <summary>I420 1280×720 to a planar 416×416 float tensor on one thread, beside OpenCV doing the same, in turn.</summary>
internal sealed class PreprocessBench : IBench
{
    private const int Rounds = 600;
    private const int Turns = 3;

    private const string OpenCv = """
        import cv2, numpy, time
        cv2.setNumThreads(1)
        i420 = numpy.random.default_rng(1).integers(0, 256, (1080, 1280), dtype=numpy.uint8)
        took = []
        for i in range(330):
            began = time.perf_counter()
            small = cv2.resize(cv2.cvtColor(i420, cv2.COLOR_YUV2BGR_I420), (416, 416))
            cv2.dnn.blobFromImage(small, 1 / 255.0)
            took.append(time.perf_counter() - began)
        print(sorted(took[30:])[150] * 1e6)
        """;

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        List<double> ours = [], openCv = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            ours.Add(Ours());
            if (await OpenCvAsync(cancellationToken) is { } microseconds)
                openCv.Add(microseconds);
        }
        report.Add("preprocess_us", Median.Of(ours));
        if (openCv.Count == 0)
            throw new BenchSkippedException("preprocess_speedup needs OpenCV to compare with: sudo apt-get install python3-opencv");
        report.Add("preprocess_speedup", Median.Of(openCv) / Median.Of(ours), FormattableString.Invariant($"OpenCV {Median.Of(openCv):0} µs"));
    }

    private static double Ours()
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.I420, 1280, 720), CancellationToken.None);
        new Random(1).NextBytes(frame.Pixels);
        var tensor = new byte[3 * 416 * 416 * sizeof(float)];
        var fill = new FrameToTensor(new InputDescription { Name = "x", Width = 416, Height = 416, Resize = ResizeMode.Stretch, Scale = [1 / 255f, 1 / 255f, 1 / 255f] });
        var microseconds = Median.Microseconds(Rounds, () => fill.Fill(frame, tensor));
        frame.Release();
        return microseconds;
    }

    private static async Task<double?> OpenCvAsync(CancellationToken cancellationToken)
    {
        foreach (var python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, ["-c", OpenCv]) { RedirectStandardOutput = true, RedirectStandardError = true });
                var text = await process!.StandardOutput.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                if (process.ExitCode == 0)
                    return double.Parse(text, CultureInfo.InvariantCulture);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // no such program; the next one
            }
        }
        return null;
    }
}
