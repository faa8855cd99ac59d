using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;
using Xunit;

namespace EdgeEngines.Tests.Tensors;

/// <summary>A part of a frame on its way into a tensor.</summary>
public sealed class RegionTests : IDisposable
{
    private readonly FramePool _pool = new(10_000);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    private static readonly Gen<FrameFormat> s_format =
        from pixels in Gen.Enum<PixelFormat>()
        from encoding in Gen.Enum<YuvEncoding>()
        from width in Gen.Int[1, 120]
        from height in Gen.Int[1, 80]
        select new FrameFormat(pixels, width, height, encoding);

    private static readonly Gen<InputDescription> s_input =
        from width in Gen.Int[1, 50]
        from height in Gen.Int[1, 40]
        from resize in Gen.Enum<ResizeMode>()
        from layout in Gen.Enum<TensorLayout>()
        from colour in Gen.Enum<ChannelOrder>()
        select new InputDescription { Name = "x", Width = width, Height = height, Resize = resize, Layout = layout, Colour = colour };

    [Fact]
    public void Fill_AnyRegion_IsTheFormulaOnEveryKindOfProcessor() =>
        Gen.Select(s_format, s_input, Gen.Int[0, 1_000_000]).Sample(
            (format, input, seed) =>
            {
                var frame = Noise(format, seed);
                // Several regions through one converter: what one leaves behind must not be seen by the next.
                foreach (var kernels in SupportedKernels.All)
                {
                    var converter = new FrameToTensor(input, kernels);
                    for (var i = 0; i < 3; i++)
                        AssertIsFormula(converter, frame, input, AnyRegion(format, seed + i));
                }
                frame.Release();
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Fill_RegionOfRgb_IsTheTensorOfThePictureCutOut() =>
        Gen.Select(s_format, s_input, Gen.Int[0, 1_000_000]).Sample(
            (format, input, seed) =>
            {
                format = format with { Pixels = PixelFormat.Rgb24 };
                var frame = Noise(format, seed);
                var region = AnyRegion(format, seed);
                var cut = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, region.Width, region.Height))!;
                for (var row = 0; row < region.Height; row++)
                    frame.Pixels.Slice((((region.Top + row) * format.Width) + region.Left) * 3, region.Width * 3).CopyTo(cut.Pixels[(row * region.Width * 3)..]);
                var converter = new FrameToTensor(input);
                var (expected, found) = (new byte[converter.RowBytes], new byte[converter.RowBytes]);
                converter.Fill(cut, expected);
                converter.Fill(frame, region, found);
                Assert.Equal(expected, found);
                cut.Release();
                frame.Release();
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Fill_Region_SaysWhereThePictureLies()
    {
        var frame = Noise(new FrameFormat(PixelFormat.I420, 100, 100), 1);
        frame.SourceSize = (200, 200);
        var converter = new FrameToTensor(new InputDescription { Name = "x", Width = 40, Height = 40 });
        var placement = converter.Fill(frame, new PixelRegion(50, 20, 20, 20), new byte[converter.RowBytes]);
        Assert.Equal(new Box(100, 40, 140, 80), placement.ToSource(new Box(0, 0, 40, 40)));
        Assert.Equal(new Box(110, 50, 120, 60), placement.ToSource(new Box(10, 10, 20, 20)));
        frame.Release();
    }

    [Fact]
    public void Fill_RegionsOfManySizesAndFormats_AllocatesNothing()
    {
        var frames = Enum.GetValues<PixelFormat>().Select(pixels => Noise(new FrameFormat(pixels, 640, 360), 1)).ToArray();
        var converter = new FrameToTensor(new InputDescription { Name = "x", Width = 96, Height = 96 });
        var tensor = new byte[converter.RowBytes];
        FillMany();
        Assert.Equal(0, Allocations.Least(FillMany));
        foreach (var frame in frames)
            frame.Release();

        void FillMany()
        {
            for (var i = 0; i < 60; i++)
                converter.Fill(frames[i % frames.Length], new PixelRegion(i * 3, i, 400 - (i * 5), 300 - (i * 4)), tensor);
        }
    }

    [Theory]
    [InlineData(-1, 0, 4, 4)]
    [InlineData(0, -1, 4, 4)]
    [InlineData(0, 0, 0, 4)]
    [InlineData(0, 0, 4, 0)]
    [InlineData(17, 0, 4, 4)]
    [InlineData(0, 7, 4, 4)]
    public void Fill_RegionOutsideTheFrame_IsRefused(int left, int top, int width, int height)
    {
        var frame = Noise(new FrameFormat(PixelFormat.I420, 20, 10), 1);
        var converter = new FrameToTensor(new InputDescription { Name = "x", Width = 8, Height = 8 });
        Assert.Throws<ArgumentOutOfRangeException>(() => converter.Fill(frame, new PixelRegion(left, top, width, height), new byte[converter.RowBytes]));
        frame.Release();
    }

    // Frame 100×50, worked out by hand: floor of the left and top, ceiling of the right and bottom.
    [Theory]
    [InlineData(10, 10, 20, 20, 0, 10, 10, 10, 10)]
    [InlineData(10.2f, 10.9f, 20.1f, 19.5f, 0, 10, 10, 11, 10)]
    [InlineData(10, 10, 20, 20, 0.5f, 5, 5, 20, 20)] // five more on every side
    [InlineData(0, 0, 20, 20, 1, 0, 0, 40, 40)] // clipped at the left and top
    [InlineData(90, 40, 200, 300, 0, 90, 40, 10, 10)]
    [InlineData(-50, -60, -40, -55, 0, 0, 0, 1, 1)] // outside: the pixel nearest to it
    [InlineData(300, 10, 310, 20, 0, 99, 10, 1, 10)]
    [InlineData(30, 30, 30, 30, 0.2f, 30, 30, 1, 1)] // no area
    public void Around_Box_IsThePixelsItTouches(float left, float top, float right, float bottom, float context, int x, int y, int width, int height)
    {
        var frame = Noise(new FrameFormat(PixelFormat.Rgb24, 100, 50), 1);
        Assert.Equal(new PixelRegion(x, y, width, height), PixelRegion.Around(new Box(left, top, right, bottom), context, frame));
        frame.Release();
    }

    [Fact]
    public void Around_PictureDecodedSmaller_CountsDecodedPixels()
    {
        var frame = Noise(new FrameFormat(PixelFormat.Rgb24, 100, 50), 1);
        frame.SourceSize = (400, 200);
        Assert.Equal(new PixelRegion(10, 5, 10, 20), PixelRegion.Around(new Box(40, 20, 80, 100), 0, frame));
        frame.Release();
    }

    [Theory]
    [InlineData(float.NaN, 0, 1, 1)]
    [InlineData(0, 0, float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, 0, float.PositiveInfinity, 1)]
    [InlineData(0, 5, 1, 4)]
    public void Around_NoBox_IsRefused(float left, float top, float right, float bottom)
    {
        var frame = Noise(new FrameFormat(PixelFormat.Rgb24, 10, 10), 1);
        Assert.Contains("is no box", Assert.Throws<ArgumentException>(() => PixelRegion.Around(new Box(left, top, right, bottom), 0, frame)).Message, StringComparison.Ordinal);
        frame.Release();
    }

    private Frame Noise(in FrameFormat format, int seed)
    {
        var frame = _pool.TryRent(format)!;
        new Random(seed).NextBytes(frame.Pixels);
        return frame;
    }

    private static PixelRegion AnyRegion(in FrameFormat format, int seed)
    {
        var random = new Random(seed);
        var (left, top) = (random.Next(format.Width), random.Next(format.Height));
        return new PixelRegion(left, top, random.Next(1, format.Width - left + 1), random.Next(1, format.Height - top + 1));
    }

    private static void AssertIsFormula(FrameToTensor converter, Frame frame, InputDescription input, PixelRegion region)
    {
        var tensor = new byte[converter.RowBytes];
        tensor.AsSpan().Fill(0xEE);
        converter.Fill(frame, region, tensor);
        var reference = new TensorReference(input, frame, region);
        // As for whole pictures (FrameToTensorTests): half a level for each of three roundings of a sample.
        var levels = frame.Format.Pixels == PixelFormat.Rgb24 ? 1.5 : 1.5 * (1.17 + 2.12);
        for (var i = 0; i < 3 * input.Width * input.Height; i++)
        {
            var (channel, y, x) = (i / (input.Width * input.Height), i / input.Width % input.Height, i % input.Width);
            var expected = reference.Value(channel, x, y);
            var found = TensorReader.Read(tensor, input, channel, x, y);
            var allowed = TensorReader.Grain(input, expected) + (reference.IsBorder(x, y) ? 0 : levels);
            if (!(Math.Abs(found - expected) <= allowed))
                Assert.Fail($"{frame.Format}, {region}: channel {channel} at {x},{y} is {found}, expected {expected} ± {allowed}");
        }
    }
}
