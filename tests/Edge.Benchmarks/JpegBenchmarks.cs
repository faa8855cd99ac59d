using BenchmarkDotNet.Attributes;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;

namespace Edge.Benchmarks;

/// <summary>A 1280×720 JPEG to a 416×416 tensor, beside libjpeg-turbo's own decoding to I420 and nothing more.</summary>
[MemoryDiagnoser]
public unsafe class JpegBenchmarks : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly JpegDecoder _decoder = new();
    private readonly JpegDecoder _withoutTurbo = new(PictureLimitPixels, library: null);
    private readonly TurboReader _turbo = new(TurboLibrary.Installed ?? throw new InvalidOperationException("install libturbojpeg0"));
    private readonly byte[] _planes = GC.AllocateArray<byte>(1280 * 720 * 3 / 2, pinned: true);
    private byte[] _jpeg = null!;
    private byte[] _tensor = null!;
    private InputDescription _input = null!;
    private FrameToTensor _toTensor = null!;
    private const int PictureLimitPixels = 64_000_000;

    /// <summary>A stretched picture needs all of its height (full decoding), one in a letterbox half of it.</summary>
    [Params(ResizeMode.Stretch, ResizeMode.Letterbox)]
    public ResizeMode Resize { get; set; }

    [GlobalSetup]
    public void MakePicture()
    {
        _jpeg = HdPicture.Encode();
        _input = new InputDescription { Name = "images", Width = 416, Height = 416, Resize = Resize };
        _toTensor = new FrameToTensor(_input);
        _tensor = GC.AllocateArray<byte>(_toTensor.RowBytes, pinned: true);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _pool.Dispose();
        _decoder.Dispose();
        _withoutTurbo.Dispose();
        _turbo.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public bool TurboAlone()
    {
        fixed (byte* y = _planes)
        {
            var planes = stackalloc byte*[] { y, y + (1280 * 720), y + (1280 * 720 * 5 / 4) };
            var strides = stackalloc int[] { 1280, 640, 640 };
            return _turbo.TryReadPlanes(_jpeg, planes, strides, 1280, 720);
        }
    }

    [Benchmark]
    public Placement ToTensor() => Fill(_decoder);

    [Benchmark]
    public Placement ToTensorBySkia() => Fill(_withoutTurbo);

    private Placement Fill(JpegDecoder decoder)
    {
        var frame = decoder.Decode(_jpeg, _pool, atLeast: FrameToTensor.SmallestFrame(_input, (1280, 720))).Frame!;
        var placement = _toTensor.Fill(frame, _tensor);
        frame.Release();
        return placement;
    }
}
