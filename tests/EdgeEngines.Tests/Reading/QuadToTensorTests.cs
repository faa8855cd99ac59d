using System.Numerics;
using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Reading;
using EdgeEngines.Tensors;
using EdgeEngines.Tests.Tensors;
using Xunit;

namespace EdgeEngines.Tests.Reading;

public sealed class QuadToTensorTests : IDisposable
{
    private readonly FramePool _pool = new(10_000);

    private static readonly Gen<FrameFormat> s_format =
        from pixels in Gen.Enum<PixelFormat>()
        from encoding in Gen.Enum<YuvEncoding>()
        from width in Gen.Int[1, 60]
        from height in Gen.Int[1, 40]
        select new FrameFormat(pixels, width, height, encoding);

    private static readonly Gen<InputDescription> s_input =
        from width in Gen.Int[1, 50]
        from height in Gen.Int[1, 20]
        from colour in Gen.Enum<ChannelOrder>()
        from layout in Gen.Enum<TensorLayout>()
        from half in Gen.Bool
        select new InputDescription
        {
            Name = "x",
            Width = width,
            Height = height,
            Colour = colour,
            Layout = layout,
            Type = half ? TensorType.Float16 : TensorType.Float32,
            Mean = [10, 20, 30],
            Scale = [0.1f, -0.2f, 0.05f],
        };

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Fact]
    public void Fill_AnyParallelogram_IsTheFormula() => Gen.Select(s_format, s_input, Gen.Int[0, 1_000_000]).Sample(
        (format, input, seed) =>
        {
            var random = new Random(seed);
            var frame = Noise(format, random);
            if (seed % 3 == 0)
                frame.SourceSize = (format.Width * 2, format.Height * 3); // decoded smaller than it was sent
            var (first, along, down) = (Place(), Place(), Place());
            var quad = new Quad(first, first + along, first + along + down, first + down);
            var (columns, rows) = (random.Next(1, input.Width + 1), random.Next(1, input.Height + 1));
            var tensor = new byte[input.Width * input.Height * 3 * (input.Type == TensorType.Float16 ? 2 : 4)];
            random.NextBytes(tensor);

            new QuadToTensor(input).Fill(frame, quad, columns, rows, tensor);

            var reference = new WarpReference(input, frame);
            for (var at = 0; at < input.Width * input.Height * 3; at++)
            {
                var (channel, x, y) = (at % 3, at / 3 % input.Width, at / 3 / input.Width);
                var expected = x < columns && y < rows
                    ? reference.Value(channel, first + (along * ((x + 0.5f) / columns)) + (down * ((y + 0.5f) / rows)))
                    : (input.Pad - input.Mean[channel]) * (double)input.Scale[channel];
                var found = TensorReader.Read(tensor, input, channel, x, y);
                var allowed = TensorReader.Grain(input, expected) + 0.01;
                Assert.True(Math.Abs(found - expected) <= allowed, $"{format} {x},{y} channel {channel}: {found}, expected {expected}");
            }
            frame.Release();

            Vector2 Place() => new((random.NextSingle() * 90) - 20, (random.NextSingle() * 60) - 15);
        },
        iter: 400,
        threads: 1);

    [Fact]
    public void Fill_WholePicture_IsWhatFrameToTensorMakesOfIt()
    {
        var input = new InputDescription { Name = "x", Width = 40, Height = 24, Resize = ResizeMode.Stretch };
        var frame = Noise(new FrameFormat(PixelFormat.Rgb24, 97, 61), new Random(5));
        var (whole, part) = (new byte[40 * 24 * 3 * 4], new byte[40 * 24 * 3 * 4]);
        new FrameToTensor(input).Fill(frame, whole);
        new QuadToTensor(input).Fill(frame, Quad.Of(new Box(0, 0, 97, 61)), 40, 24, part);
        for (var at = 0; at < 40 * 24 * 3; at++)
            Assert.Equal(BitConverter.ToSingle(whole, at * 4), BitConverter.ToSingle(part, at * 4), 1.6); // it rounds samples to bytes
        frame.Release();
    }

    [Theory]
    [InlineData(100, 20, 160)]
    [InlineData(99, 20, 159)]
    [InlineData(1000, 20, 320)]
    [InlineData(1, 1000, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(10, 0, 320)]
    public void ColumnsFor_Box_KeepsTheShapeOfLetters(float width, float height, int expected) =>
        Assert.Equal(expected, QuadToTensor.ColumnsFor(Quad.Of(new Box(0, 0, width, height)), 320, 32));

    private Frame Noise(FrameFormat format, Random random)
    {
        var frame = _pool.Rent(format, TestContext.Current.CancellationToken);
        random.NextBytes(frame.Pixels);
        return frame;
    }
}
