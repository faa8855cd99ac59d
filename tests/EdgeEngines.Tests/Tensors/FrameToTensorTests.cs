using System.Runtime.InteropServices;
using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;
using EdgeEngines.Tensors.Kernels;
using Xunit;

namespace EdgeEngines.Tests.Tensors;

public sealed class FrameToTensorTests : IDisposable
{
    // A sample is rounded three times, by half a level each: two 8-bit weights (times at most 255 ÷ 256) and the blended byte.
    private const double SampleError = 1.5;

    // More frames than a failing run leaks while it shrinks; renting never waits.
    private readonly FramePool _pool = new(10_000);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    private static readonly TensorType[] s_pixelTypes = [TensorType.Float32, TensorType.Float16, TensorType.Uint8, TensorType.Int8];

    private static readonly Gen<FrameFormat> s_format =
        from pixels in Gen.Enum<PixelFormat>()
        from encoding in Gen.Enum<YuvEncoding>()
        from width in Gen.Frequency((1, Gen.Int[1, 4]), (4, Gen.Int[1, 150]), (1, Gen.Int[300, 900]))
        from height in Gen.Frequency((1, Gen.Int[1, 4]), (4, Gen.Int[1, 60]))
        select new FrameFormat(pixels, width, height, encoding);

    private static readonly Gen<InputDescription> s_input =
        from width in Gen.Int[1, 70]
        from height in Gen.Int[1, 40]
        from resize in Gen.Enum<ResizeMode>()
        from anchor in Gen.Enum<LetterboxAnchor>()
        from colour in Gen.Enum<ChannelOrder>()
        from layout in Gen.Enum<TensorLayout>()
        from type in Gen.Int[0, 3].Select(i => s_pixelTypes[i])
        from mean in Gen.Float[-20, 200].Array[3]
        from scale in Gen.Float[0.002f, 1.5f].Array[3]
        from negative in Gen.Bool
        from zero in Gen.Int[-128, 127]
        from quantScale in Gen.Float[0.01f, 2]
        select new InputDescription
        {
            Name = "x",
            Width = width,
            Height = height,
            Resize = resize,
            Anchor = anchor,
            Colour = colour,
            Layout = layout,
            Type = type,
            Mean = mean,
            Scale = negative ? [scale[0], -scale[1], scale[2]] : scale,
            QuantScale = quantScale,
            QuantZero = type == TensorType.Uint8 ? zero + 128 : zero,
        };

    [Fact]
    public void Fill_AnyFrameAndInput_IsTheFormulaOnEveryKindOfProcessor()
    {
        Gen.Select(s_format, s_input, Gen.Int[0, 1_000_000]).Sample(
            (format, input, seed) =>
            {
                var frame = Noise(format, seed);
                if (seed % 3 == 0)
                    frame.SourceSize = (format.Width * 2, (format.Height * 2) - 1);
                foreach (var kernels in SupportedKernels.All)
                    AssertIsFormula(frame, input, kernels);
                frame.Release();
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Fill_EveryKindOfProcessor_GivesTheSameTensor()
    {
        Gen.Select(s_format, s_input, Gen.Int[0, 1_000_000]).Sample(
            (format, input, seed) =>
            {
                var frame = Noise(format, seed);
                var tensors = SupportedKernels.All.Select(kernels => Filled(frame, input, kernels)).ToArray();
                foreach (var tensor in tensors)
                {
                    for (var (channel, y) = (0, 0); channel < 3; (channel, y) = y + 1 < input.Height ? (channel, y + 1) : (channel + 1, 0))
                    {
                        for (var x = 0; x < input.Width; x++)
                        {
                            var expected = TensorReader.Read(tensors[0], input, channel, x, y);
                            Assert.Equal(expected, TensorReader.Read(tensor, input, channel, x, y), 2e-4 + (2 * TensorReader.Grain(input, expected)));
                        }
                    }
                }
                frame.Release();
            },
            iter: 80,
            threads: 1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 700)]
    [InlineData(4001, 1)]
    [InlineData(3, 2)]
    [InlineData(3000, 1500)]
    public void Fill_ExtremeSize_IsTheFormula(int width, int height)
    {
        foreach (var pixels in Enum.GetValues<PixelFormat>())
        {
            foreach (var resize in Enum.GetValues<ResizeMode>())
            {
                var frame = Noise(new FrameFormat(pixels, width, height), width + height);
                foreach (var kernels in SupportedKernels.All)
                    AssertIsFormula(frame, Input(37, 21) with { Resize = resize }, kernels);
                frame.Release();
            }
        }
    }

    [Fact]
    public void Fill_SmoothPicture_IsWithinTwoLevelsOfTheFormula()
    {
        foreach (var encoding in Enum.GetValues<YuvEncoding>())
        {
            var frame = _pool.Rent(new FrameFormat(PixelFormat.I420, 640, 360, encoding), CancellationToken.None);
            var pixels = frame.Pixels;
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(128 + (90 * Math.Sin(i % 640 / 17.0) * Math.Cos(i / 640 / 11.0)));
            var input = Input(208, 208) with { Resize = ResizeMode.Stretch };
            var (worst, mean) = Differences(frame, input, Filled(frame, input, RowKernels.Best));
            Assert.InRange(worst, 0, 2);
            Assert.InRange(mean, 0, 0.6);
            frame.Release();
        }
    }

    // Levels of the colour bars: ITU-R BT.601 with 100 % amplitude, as in every table of them.
    [Theory]
    [InlineData(235, 128, 128, 255, 255, 255)]
    [InlineData(16, 128, 128, 0, 0, 0)]
    [InlineData(82, 90, 240, 255, 0, 0)]
    [InlineData(145, 54, 34, 0, 255, 0)]
    [InlineData(41, 240, 110, 0, 0, 255)]
    public void Fill_ColourBar_IsThatColour(byte y, byte u, byte v, float red, float green, float blue)
    {
        var frame = _pool.Rent(new FrameFormat(PixelFormat.I420, 64, 32), CancellationToken.None);
        frame.Pixels[..2048].Fill(y);
        frame.Pixels[2048..2560].Fill(u);
        frame.Pixels[2560..].Fill(v);
        foreach (var kernels in SupportedKernels.All)
        {
            var tensor = MemoryMarshal.Cast<byte, float>(Filled(frame, Input(48, 24), kernels)).ToArray();
            Assert.All(tensor.Take(48 * 24), value => Assert.Equal(red, value, 1.6f));
            Assert.All(tensor.Skip(48 * 24).Take(48 * 24), value => Assert.Equal(green, value, 1.6f));
            Assert.All(tensor.Skip(2 * 48 * 24), value => Assert.Equal(blue, value, 1.6f));
        }
        frame.Release();
    }

    // cv2.resize([[0, 100, 200]], (6, 1)) gives 0, 25, 75, 125, 175, 200; to (2, 1) it gives 25, 175.
    [Theory]
    [InlineData(6, new float[] { 0, 25, 75, 125, 175, 200 })]
    [InlineData(2, new float[] { 25, 175 })]
    public void Fill_ThreePixels_AreResizedAsOpenCvDoes(int width, float[] expected)
    {
        var frame = _pool.Rent(new FrameFormat(PixelFormat.Rgb24, 3, 1), CancellationToken.None);
        ((ReadOnlySpan<byte>)[0, 0, 0, 100, 100, 100, 200, 200, 200]).CopyTo(frame.Pixels);
        foreach (var kernels in SupportedKernels.All)
        {
            var tensor = MemoryMarshal.Cast<byte, float>(Filled(frame, Input(width, 1) with { Resize = ResizeMode.Stretch }, kernels));
            for (var i = 0; i < width; i++)
                Assert.Equal(expected[i], tensor[i], 0.5f);
        }
        frame.Release();
    }

    [Fact]
    public void Fill_ScaledDecoding_ReportsBoxesInTheCamerasPixels()
    {
        var frame = Noise(new FrameFormat(PixelFormat.I420, 640, 360), 1);
        frame.SourceSize = (1280, 720);
        var placement = new FrameToTensor(Input(416, 416)).Fill(frame, new byte[416 * 416 * 12]);
        var boxInModel = new Box(0, 91, 416, 325); // a 1280×720 picture fills 416×234, 91 from the top
        var boxInImage = placement.ToSource(boxInModel);
        Assert.Equal(0, boxInImage.Left, 0.01);
        Assert.Equal(0, boxInImage.Top, 0.01);
        Assert.Equal(1280, boxInImage.Right, 0.01);
        Assert.Equal(720, boxInImage.Bottom, 0.01);
        Assert.Equal(640, placement.ToSource(new Box(208, 208, 300, 300)).Left, 0.01);
        Assert.Equal(360, placement.ToSource(new Box(208, 208, 300, 300)).Top, 0.01);
        frame.Release();
    }

    [Fact]
    public void Fill_Crop_MapsBoxesPastTheCutOffPart()
    {
        var frame = Noise(new FrameFormat(PixelFormat.Rgb24, 200, 100), 1);
        var placement = new FrameToTensor(Input(50, 50) with { Resize = ResizeMode.Crop }).Fill(frame, new byte[50 * 50 * 12]);
        var boxInImage = placement.ToSource(new Box(0, 0, 50, 50)); // 100×100 of 200×100 are seen, from 50 on
        Assert.Equal(new Box(50, 0, 150, 100), boxInImage);
        frame.Release();
    }

    [Fact]
    public void Fill_RowUsedByAnotherShapeBefore_HasItsBorderAgain()
    {
        var wide = Noise(new FrameFormat(PixelFormat.I420, 64, 16), 1);
        var tall = Noise(new FrameFormat(PixelFormat.I420, 16, 64), 2);
        var input = Input(32, 32);
        var (first, second) = (new FrameToTensor(input), new FrameToTensor(input));
        var tensor = new byte[first.RowBytes];
        first.Fill(wide, tensor);
        var fresh = tensor.ToArray();
        second.Fill(tall, tensor);
        first.Fill(wide, tensor);
        Assert.Equal(fresh, tensor);
        wide.Release();
        tall.Release();
    }

    [Fact]
    public void Fill_AnyInput_LeavesTheNeighboursOfTheRowAlone()
    {
        Gen.Select(s_format, s_input).Sample(
            (format, input) =>
            {
                var frame = Noise(format, 1);
                foreach (var kernels in SupportedKernels.All)
                {
                    var converter = new FrameToTensor(input, kernels);
                    var memory = new byte[converter.RowBytes + 512];
                    memory.AsSpan().Fill(0xA5);
                    converter.Fill(frame, memory.AsSpan(256, converter.RowBytes));
                    Assert.Equal(-1, memory.AsSpan(0, 256).IndexOfAnyExcept((byte)0xA5));
                    Assert.Equal(-1, memory.AsSpan(256 + converter.RowBytes).IndexOfAnyExcept((byte)0xA5));
                }
                frame.Release();
            },
            iter: 80,
            threads: 1);
    }

    [Fact]
    public void Fill_SameFormatAgain_AllocatesNothing()
    {
        var frame = Noise(new FrameFormat(PixelFormat.I420, 640, 360), 1);
        foreach (var layout in Enum.GetValues<TensorLayout>())
        {
            foreach (var type in s_pixelTypes)
            {
                var converter = new FrameToTensor(Input(96, 96) with { Layout = layout, Type = type });
                var tensor = new byte[converter.RowBytes];
                converter.Fill(frame, tensor);
                converter.Fill(frame, tensor); // the first comparison of formats makes the runtime's comparers, once
                Assert.Equal(0, Allocations.Least(() =>
                {
                    for (var i = 0; i < 10; i++)
                        converter.Fill(frame, tensor);
                }));
            }
        }
        frame.Release();
    }

    [Fact]
    public void Fill_RowOfAnotherSize_SaysExpectedAndFound()
    {
        var frame = Noise(new FrameFormat(PixelFormat.I420, 8, 8), 1);
        var error = Assert.Throws<ArgumentException>(() => new FrameToTensor(Input(4, 4)).Fill(frame, new byte[100]));
        Assert.Contains("192", error.Message, StringComparison.Ordinal);
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
        frame.Release();
    }

    [Fact]
    public void Constructor_UnusableInput_SaysWhichFieldAndWhatItMayBe()
    {
        var input = Input(4, 4);
        AssertRefused(input with { Width = 0 }, "width is 0, expected 1 to 8192");
        AssertRefused(input with { Height = 100_000 }, "height is 100000");
        AssertRefused(input with { Mean = [1, 2] }, "mean is 2, expected 3 values");
        AssertRefused(input with { Scale = [1, float.NaN, 1] }, "scale is NaN, expected finite values");
        AssertRefused(input with { Pad = float.PositiveInfinity }, "pad is Infinity");
        AssertRefused(input with { Type = TensorType.Int8, QuantScale = 0 }, "quant_scale is 0, expected a value above 0");
        AssertRefused(input with { Type = TensorType.Uint8, QuantZero = -1 }, "quant_zero is -1, expected 0 to 255");
    }

    [Fact]
    public void Constructor_EveryTensorType_IsTakenOrRefusedByName()
    {
        foreach (var type in Enum.GetValues<TensorType>())
        {
            if (s_pixelTypes.Contains(type))
                Assert.True(new FrameToTensor(Input(4, 4) with { Type = type }).RowBytes > 0);
            else
                AssertRefused(Input(4, 4) with { Type = type }, $"type is {type}, expected float32");
        }
    }

    private static void AssertRefused(InputDescription input, string message) =>
        Assert.Contains(message, Assert.Throws<ModelException>(() => new FrameToTensor(input)).Message, StringComparison.Ordinal);

    private static InputDescription Input(int width, int height) => new() { Name = "images", Width = width, Height = height };

    private Frame Noise(in FrameFormat format, int seed)
    {
        var frame = _pool.TryRent(format)!;
        new Random(seed).NextBytes(frame.Pixels);
        return frame;
    }

    private static byte[] Filled(Frame frame, InputDescription input, RowKernels kernels)
    {
        var converter = new FrameToTensor(input, kernels);
        var tensor = new byte[converter.RowBytes];
        tensor.AsSpan().Fill(0xEE);
        converter.Fill(frame, tensor);
        return tensor;
    }

    private static void AssertIsFormula(Frame frame, InputDescription input, RowKernels kernels)
    {
        var tensor = Filled(frame, input, kernels);
        var reference = new TensorReference(input, frame);
        // Three samples go into a channel; 2.1 is the largest of the chroma factors, 1.17 luma's.
        var levels = frame.Format.Pixels == PixelFormat.Rgb24 ? SampleError : SampleError * (1.17 + 2.12);
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < input.Height; y++)
            {
                for (var x = 0; x < input.Width; x++)
                {
                    var expected = TensorReader.Saturate(input, reference.Value(channel, x, y));
                    var allowed = TensorReader.Grain(input, expected)
                        + (reference.IsBorder(x, y) ? 0 : levels * Math.Abs(input.Scale[channel]));
                    var found = TensorReader.Read(tensor, input, channel, x, y);
                    if (!(Math.Abs(found - expected) <= allowed))
                        Assert.Fail($"{kernels.GetType().Name}, {frame.Format}: channel {channel} at {x},{y} is {found}, expected {expected} ± {allowed}");
                }
            }
        }
    }

    private static (double Worst, double Mean) Differences(Frame frame, InputDescription input, byte[] tensor)
    {
        var reference = new TensorReference(input, frame);
        var (worst, sum) = (0.0, 0.0);
        for (var i = 0; i < 3 * input.Width * input.Height; i++)
        {
            var (channel, y, x) = (i / (input.Width * input.Height), i / input.Width % input.Height, i % input.Width);
            var difference = Math.Abs(TensorReader.Read(tensor, input, channel, x, y) - reference.Value(channel, x, y));
            worst = Math.Max(worst, difference);
            sum += difference;
        }
        return (worst, sum / (3 * input.Width * input.Height));
    }
}
