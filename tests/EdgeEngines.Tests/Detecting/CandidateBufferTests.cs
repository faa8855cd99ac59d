using CsCheck;

using EdgeEngines.Detecting;

using Xunit;

namespace EdgeEngines.Tests.Detecting;

public sealed class CandidateBufferTests
{
    private static readonly Box s_picture = new(0, 0, 100, 100);
    private static readonly Box s_box = new(10, 10, 20, 20);

    // Few different scores, so that ties are common; the class number says who came when.
    [Fact]
    public void Rank_MoreThanKept_IsTheHeadOfAStableSortOfAll() =>
        (from keep in Gen.Int[1, 40]
         from scores in Gen.Int[0, 30].Array[0, 400]
         select (keep, scores)).Sample(
            sample =>
            {
                var buffer = new CandidateBuffer(sample.keep, threshold: 0.25f);
                buffer.Restart(s_picture);
                for (var i = 0; i < sample.scores.Length; i++)
                    buffer.Add(s_box, sample.scores[i] / 30f, i);
                buffer.Rank();

                var expected = sample.scores.Select((score, i) => (Score: score / 30f, Class: i)).Where(one => one.Score > 0.25f)
                    .OrderByDescending(one => one.Score).ThenBy(one => one.Class).Take(sample.keep);
                Assert.Equal(expected, Enumerable.Range(0, buffer.Count).Select(rank => (buffer[rank].Score, buffer[rank].Class)));
            }, iter: 500);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    public void Add_NoScoreAboveTheThreshold_IsRefused(float score) => Assert.Equal(0, CountAfter(s_box, score));

    [Theory]
    [InlineData(float.NaN, 0, 10, 10)]
    [InlineData(0, float.NaN, 10, 10)]
    [InlineData(0, 0, float.NaN, 10)]
    [InlineData(0, 0, 10, float.NaN)]
    [InlineData(float.NegativeInfinity, 0, 10, 10)]
    [InlineData(0, 0, float.PositiveInfinity, 10)]
    [InlineData(0, float.NegativeInfinity, 10, float.PositiveInfinity)]
    [InlineData(10, 0, 10, 10)]
    [InlineData(0, 10, 10, 0)]
    [InlineData(100, 0, 110, 10)]
    [InlineData(0, -20, 10, 0)]
    public void Add_NoBoxInThePicture_IsRefused(float left, float top, float right, float bottom) =>
        Assert.Equal(0, CountAfter(new Box(left, top, right, bottom), 0.9f));

    [Fact]
    public void Add_HugeBox_StaysFinite()
    {
        var buffer = new CandidateBuffer(4, 0.5f);
        buffer.Restart(s_picture);
        buffer.Add(new Box(-1e38f, -1e38f, 1e38f, 1e38f), 0.9f, 0);
        buffer.Rank();

        Assert.Equal(1, buffer.Count);
        Assert.True(float.IsFinite(buffer[0].BoxInModel.Area));
    }

    private static int CountAfter(Box box, float score)
    {
        var buffer = new CandidateBuffer(4, 0.5f);
        buffer.Restart(s_picture);
        buffer.Add(box, score, 0);
        return buffer.Count;
    }
}
