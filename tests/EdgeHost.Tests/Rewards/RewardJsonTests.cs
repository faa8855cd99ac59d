using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Judging;
using EdgePlanner.Running;
using EdgePlanner.Values;
using Telemetry.Spool;
using Telemetry.Uploading;
using Xunit;

namespace EdgeHost.Tests.Rewards;

public sealed class RewardJsonTests
{
    private readonly RewardJson _json = new(new RewardsOptions { Consent = "2026-01", User = "u-4" }, "van-7", "53-9c1e");

    [Fact]
    public void Reward_AnyTexts_AreOneLineAndComeBackAsTheyWere() => Gen.Select(Hostile, Hostile, Hostile, Hostile).Sample((id, question, plan, why) =>
    {
        var reward = RewardContract.Check(_json.Reward(id, 1764172800.25, Answered(question, plan), new Judgement(0.5, RewardSource.User, why) { Correction = new(null, plan) }));
        Assert.Equal(Sound(id), reward.GetProperty("id").GetString());
        Assert.Equal(Sound(question), reward.GetProperty("query").GetProperty("text").GetString());
        Assert.Equal(Sound(plan), reward.GetProperty("plan").GetString());
        Assert.Equal(Sound(why), reward.GetProperty("why").GetString());
    }, iter: 2000);

    [Fact]
    public void Lines_OfAnyRecords_AreTheirOwnNumberOfLines() => Hostile.Sample(text =>
    {
        var record = _json.Reward(text, 0, null, new Judgement(-1, RewardSource.Rule, text));
        var lines = new ArrayBufferWriter<byte>();
        RecordLine.Write(lines, new RecordId(1, 7), RecordKind.Reward, record);
        RecordLine.Write(lines, new RecordId(1, 8), RecordKind.Picture, _json.Picture(text, 0, [1, 2, 3], 0));
        Assert.Equal(2, lines.WrittenSpan.Count((byte)'\n'));
        var first = JsonElement.Parse(lines.WrittenSpan[..lines.WrittenSpan.IndexOf((byte)'\n')]);
        Assert.Equal((7, "reward"), (first.GetProperty("seq").GetInt64(), first.GetProperty("kind").GetString()));
        RewardContract.Check(first.GetProperty("record"));
    }, iter: 1000);

    [Theory]
    [InlineData(double.MaxValue, 1)]
    [InlineData(-7, -1)]
    [InlineData(0.12345, 0.1234)]
    public void Reward_IsWithinItsRange(double reward, double written) =>
        Assert.Equal(written, RewardContract.Check(_json.Reward("1", 0, null, new Judgement(reward, RewardSource.Rule, ""))).GetProperty("reward").GetDouble(), 0.0001);

    [Fact]
    public void Picture_IsAsTheContractHasIt()
    {
        var picture = JsonElement.Parse(_json.Picture("q-17", 12.5, [0xFF, 0xD8], 2));
        Assert.Equal("q-17", picture.GetProperty("id").GetString());
        Assert.Equal(12.5, picture.GetProperty("time").GetDouble());
        Assert.Equal("2026-01", picture.GetProperty("consent").GetString());
        Assert.Equal("image/jpeg", picture.GetProperty("media_type").GetString());
        Assert.Equal([0xFF, 0xD8], picture.GetProperty("data").GetBytesFromBase64());
    }

    /// <summary>Any UTF-16, with what ends lines, what quotes and halves of surrogate pairs among it often.</summary>
    private static Gen<string> Hostile { get; } =
        Gen.OneOf(Gen.Char, Gen.Int[0, Spiteful.Length - 1].Select(at => Spiteful[at])).Array[0, 40].Select(letters => new string(letters));

    private const string Spiteful = "\n\r\0\"\\\u2028\u2029\u0085\ud800\udc00\u001f\u007f";

    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static AnsweredQuestion Answered(string question, string plan) => new()
    {
        Id = "q", TimeS = 1, Question = question, Outcome = OutcomeKind.Answered, Text = question, Value = Value.OfInt(2), Planner = "retrieval", Plan = plan, Steps = [new("find", 0.2, 4)],
    };
}
