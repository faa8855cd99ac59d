using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Pictures;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Pictures;
using EdgeHost.Tests.Cameras;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Rewards.Pictures;

public sealed class RedactionTests : IDisposable
{
    private readonly FramePool _pool = new(4);
    private readonly RewardPicturesOptions _options = new();
    private readonly PictureDecoder _decoder = new();

    [Fact]
    public void Redact_RealFaces_AreNotFoundAnyMoreAndTheRestIsStillThere()
    {
        Needs.Program("ffmpeg");
        using var folder = new TemporaryFolder();
        FaceModel.Write(folder.File("ultraface"), Needs.Data(FaceModel.Weights));
        var film = Needs.Data(FaceModel.Film);
        using var looks = new Redactor(Load(folder), []);
        using var redaction = new Redaction([new Redactor(Load(folder), ["face"])], _options, TimeProvider.System);
        foreach (var number in FaceModel.FramesWithAFace)
        {
            var frame = FaceModel.FrameOf(film, number, _pool)!;
            List<Box> before = [], after = [];
            Assert.True(looks.TryFind(frame, before));
            Assert.NotEmpty(before); // else the test shows nothing

            var (jpeg, blurred, fate) = redaction.Redact(frame);

            Assert.True(jpeg is not null, fate);
            Assert.Equal(before.Count, blurred);
            var left = _decoder.Decode(jpeg, _pool).Frame!;
            Assert.Equal(640, left.Format.Width);
            Assert.True(looks.TryFind(left, after));
            Assert.Empty(after);
            // The corner farthest from the face is the same wall as before, to within what a JPEG costs.
            Assert.InRange(Math.Abs(Mean(frame) - Mean(left)), 0, 4);
            left.Release();
            frame.Release();
        }
    }

    [Fact]
    public void Redact_WhatComesOut_IsAJpegWithNothingBesideThePicture()
    {
        using var redaction = With(ScriptedFinder.OfRed());
        var (jpeg, blurred, _) = redaction.Redact(RedSquare());
        Assert.Equal(1, blurred);
        // Segments of a JPEG (ITU T.81 B.1): no EXIF or XMP (APP1), no ICC profile, no comment; APP0 is JFIF's own.
        foreach (var (marker, length) in Segments(jpeg!))
            Assert.True(marker is not ((>= 0xE1 and <= 0xEF) or 0xFE), $"segment FF{marker:X2} of {length} bytes");
    }

    [Fact]
    public void Redact_FoundAgain_IsDropped() => Dropped(With(new ScriptedFinder(_ => [new Box(10, 10, 30, 30)])), "found again");

    [Fact]
    public void Redact_MoreThanADetectorLists_IsDropped() =>
        Dropped(With(new ScriptedFinder(_ => [.. Enumerable.Repeat(new Box(1, 1, 2, 2), DetectionBuffer.DefaultCapacity)])), "more was found");

    [Fact]
    public void Redact_TooLarge_IsDropped()
    {
        _options.MostBytes = 1024;
        Dropped(With(ScriptedFinder.OfRed()), "at most 1024");
    }

    [Fact]
    public void Redactor_ALabelThatTheModelDoesNotHave_IsRefused() =>
        Assert.Contains("finds no 'plate'", Assert.Throws<ModelException>(() => new Redactor(ScriptedFinder.OfRed(), ["plate"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Redactor_OtherLabels_AreLeftAlone()
    {
        using var redactor = new Redactor(ScriptedFinder.OfRed(), ["hand"]);
        List<Box> found = [];
        Assert.True(redactor.TryFind(RedSquare(), found));
        Assert.Empty(found);
    }

    [Fact]
    public void Mosaic_LeavesNoMoreThanNineColoursInARegion()
    {
        var frame = _pool.Rent(new FrameFormat(PixelFormat.Rgb24, 60, 40), default);
        new Random(1).NextBytes(frame.Pixels);
        var outside = frame.Pixels[..(60 * 3)].ToArray();
        Mosaic.Apply(frame, new EdgeEngines.Tensors.PixelRegion(5, 4, 31, 22));
        HashSet<(byte, byte, byte)> colours = [];
        for (var y = 4; y < 26; y++)
        {
            for (var x = 5; x < 36; x++)
                colours.Add((frame.Pixels[((y * 60) + x) * 3], frame.Pixels[(((y * 60) + x) * 3) + 1], frame.Pixels[(((y * 60) + x) * 3) + 2]));
        }
        Assert.InRange(colours.Count, 1, 9);
        Assert.Equal(outside, frame.Pixels[..(60 * 3)].ToArray());
        frame.Release();
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _pool.Dispose();
    }

    private void Dropped(Redaction redaction, string why)
    {
        using (redaction)
        {
            var (jpeg, _, fate) = redaction.Redact(RedSquare());
            Assert.Null(jpeg);
            Assert.Contains(why, fate, StringComparison.Ordinal);
        }
    }

    private Redaction With(IDetector detector) => new([new Redactor(detector, [])], _options, TimeProvider.System);

    private Frame RedSquare() => TestPictures.RedSquare(_pool);

    private static IDetector Load(TemporaryFolder folder) => DetectorFactory.Load(ModelFolder.Read(folder.File("ultraface")), new EngineOptions(), NullLogger.Instance);

    /// <summary>Of all channels over the lower left quarter.</summary>
    private static double Mean(Frame picture)
    {
        var (width, height, sum, count) = (picture.Format.Width, picture.Format.Height, 0.0, 0);
        for (var y = height / 2; y < height; y++)
        {
            foreach (var value in picture.Pixels.Slice(y * width * 3, width / 2 * 3))
                (sum, count) = (sum + value, count + 1);
        }
        return sum / count;
    }

    private static IEnumerable<(int Marker, int Length)> Segments(byte[] jpeg)
    {
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF;)
        {
            var (marker, length) = (jpeg[at + 1], (jpeg[at + 2] << 8) | jpeg[at + 3]);
            yield return (marker, length);
            if (marker == 0xDA)
                yield break; // entropy-coded data from here on
            at += 2 + length;
        }
    }
}
