using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;

namespace EdgeHost.Bench;

/// <summary>A JPEG of 1280×720 to a 416×416 tensor, beside libjpeg-turbo's decode of the whole picture, one and one in turn.</summary>
internal sealed class JpegBench : IBench
{
    private const int Rounds = 600;

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        if (!JpegDecoder.TurboIsInstalled)
            throw new BenchSkippedException("libturbojpeg is not installed: sudo apt-get install libturbojpeg0");
        var jpeg = File.ReadAllBytes(ground.Picture ?? throw new BenchSkippedException("no JPEG of 1280x720: name one with --picture, or the test data's folder with EDGE_TESTDATA"));
        using var pool = new FramePool(2);
        using var decoder = new JpegDecoder();
        var tensor = new byte[3 * 416 * 416 * sizeof(float)];
        var fill = new FrameToTensor(new InputDescription { Name = "x", Width = 416, Height = 416, Resize = ResizeMode.Stretch });
        var (ours, turbo) = Median.MicrosecondsInTurn(
            Rounds,
            () =>
            {
                var frame = Decode(decoder, jpeg, pool, (416, 416));
                fill.Fill(frame, tensor);
                frame.Release();
            },
            () => Decode(decoder, jpeg, pool, null).Release());
        report.Add("jpeg_over_turbo", ours / turbo, FormattableString.Invariant($"to tensor {ours:0} µs, whole decode {turbo:0} µs"));
        return Task.CompletedTask;
    }

    private static Frame Decode(JpegDecoder decoder, byte[] jpeg, FramePool pool, (int Width, int Height)? atLeast)
    {
        var decoded = decoder.Decode(jpeg, pool, atLeast: atLeast);
        return decoded.Frame ?? throw new BenchSkippedException($"the picture cannot be decoded: {decoded.Reason}");
    }
}
