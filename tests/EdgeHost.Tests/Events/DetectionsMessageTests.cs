using System.Text.Json;
using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Tests;
using EdgeEngines.Tracking;
using EdgeHost.Events;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class DetectionsMessageTests
{
    private static readonly LabelSet s_labels = new(["person", "a \"quoted\" \\ one", "tab\tand\u0001", "<b>Füße 人 \ud83d\ude97</b>", ""]);

    private static readonly Gen<float> s_number = Gen.Frequency(
        (8, Gen.Float[-100, 5000]), (1, Gen.Const(0f)), (1, Gen.Const(-0.01f)), (1, Gen.Const(0.05f)), (1, Gen.Const(1e6f)));

    private static readonly Gen<Track> s_track = Gen.Select(
        Gen.Long[1, long.MaxValue], Gen.Select(s_number, s_number, s_number, s_number, (a, b, c, d) => new Box(a, b, c, d)), Gen.Float[0, 1],
        Gen.Int[0, 5], Gen.Int[0, 1], (id, box, score, label, missed) => new Track(id, box, score, label, 0, 0, 3, missed));

    [Fact]
    public void Write_AnyTracks_ParsesBackToWhatIsInSight()
    {
        var message = new DetectionsMessage();
        Gen.Select(Gen.Long, Gen.Double[0, 4e9], Gen.Double[0, 1e5], s_track.Array[0, 60]).Sample((frameId, time, latency, tracks) =>
        {
            using var document = JsonDocument.Parse(message.Write(frameId, time, latency, tracks, s_labels).ToArray());
            var root = document.RootElement;
            Assert.Equal(["frame_id", "frame_time", "latency_ms", "objects"], root.EnumerateObject().Select(p => p.Name));
            Assert.Equal(frameId, root.GetProperty("frame_id").GetInt64());
            Assert.Equal(time, root.GetProperty("frame_time").GetDouble(), 0.6e-6 + (time * 1e-15));
            Assert.Equal(latency, root.GetProperty("latency_ms").GetDouble(), 0.005001);

            var expected = tracks.Where(track => track.Missed == 0).ToArray();
            Assert.Equal(expected.Length, root.GetProperty("objects").GetArrayLength());
            foreach (var (track, written) in expected.Zip(root.GetProperty("objects").EnumerateArray()))
            {
                Assert.Equal(["id", "label", "score", "box"], written.EnumerateObject().Select(p => p.Name));
                Assert.Equal(track.Id, written.GetProperty("id").GetInt64());
                Assert.Equal(s_labels[track.Class].Text, written.GetProperty("label").GetString());
                Assert.Equal(track.Score, written.GetProperty("score").GetDouble(), 0.00051);
                var box = track.BoxInSource;
                foreach (var (value, number) in new[] { box.Left, box.Top, box.Right, box.Bottom }.Zip(written.GetProperty("box").EnumerateArray()))
                    Assert.Equal(value, number.GetDouble(), 0.051);
            }
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Write_KnownTrack_IsThisText()
    {
        var track = new Track(12, new(0, 10.25f, 99.96f, 200), 0.8567f, 0, 0, 0, 1, 0);

        Assert.Equal(
            """{"frame_id":3,"frame_time":1700000000.123457,"latency_ms":7.50,"objects":[{"id":12,"label":"person","score":0.857,"box":[0.0,10.2,100.0,200.0]}]}"""u8,
            new DetectionsMessage().Write(3, 1700000000.1234567, 7.5, [track], s_labels));
    }

    [Fact]
    public void Write_WhatJsonCannotSay_IsNull()
    {
        var track = new Track(1, new(float.NaN, float.PositiveInfinity, 1e30f, 4), float.NaN, 9, 0, 0, 1, 0);
        using var document = JsonDocument.Parse(new DetectionsMessage().Write(1, double.NaN, double.NegativeInfinity, [track], s_labels).ToArray());

        var written = document.RootElement.GetProperty("objects")[0];
        Assert.Equal("[null,null,null,4.0]", written.GetProperty("box").GetRawText());
        Assert.Equal("unknown", written.GetProperty("label").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("frame_time").ValueKind);
    }

    [Fact]
    public void Write_LongestNumbersAndLabels_FitTheBuffer()
    {
        var labels = new LabelSet([new string('"', 70_000)]);
        var track = new Track(long.MinValue, new(-8.9e17f, -8.9e17f, -8.9e17f, -8.9e17f), -1e15f, 0, 0, 0, 1, 0);
        using var document = JsonDocument.Parse(new DetectionsMessage().Write(long.MinValue, -9e12, -9e16, [track, track, track], labels).ToArray());

        Assert.Equal(3, document.RootElement.GetProperty("objects").GetArrayLength());
    }

    [Fact]
    public void Write_SteadyState_AllocatesNothing()
    {
        var message = new DetectionsMessage();
        Track[] tracks = [.. Enumerable.Range(1, 100).Select(i => new Track(i, new(i, i, i + 50, i + 50), 0.5f, i % 5, 0, 0, 3, 0))];
        message.Write(1, Rig.Epoch, 5, tracks, s_labels);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 50; i++)
                message.Write(i, Rig.Epoch + i, 5.5, tracks, s_labels);
        }));
    }
}
