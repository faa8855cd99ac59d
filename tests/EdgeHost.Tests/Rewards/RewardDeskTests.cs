using System.Text;
using System.Text.Json;
using EdgeHost.Asking;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Judging;
using EdgeHost.Rewards.Pictures;
using EdgePlanner.Running;
using EdgeWorld.Scenes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Spool;
using Xunit;

namespace EdgeHost.Tests.Rewards;

public sealed class RewardDeskTests : IDisposable
{
    private static readonly SceneGraph s_street = StreetAnswers.PlainGraph();

    private readonly RewardsOptions _options = new() { Consent = "2026-01", User = "u-4" };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly KeptRecords _kept = new();

    [Fact]
    public void Take_AnAnswer_IsRecordedOnceByEachSourceWithOneId()
    {
        using var desk = Desk();
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street, "q-17"), StreetAnswers.Scene(s_street), default);
        var rewards = _kept.Rewards;
        Assert.Equal(["truth", "self_check"], rewards.Select(Source));
        Assert.All(rewards, reward => Assert.Equal(("q-17", "van-7", "u-4", "2026-01"), (Text(reward, "id"), Text(reward, "device"), Text(reward, "user"), Text(reward, "consent"))));
        Assert.Equal("how many cars are there?", rewards[0].GetProperty("query").GetProperty("text").GetString());
        Assert.Equal(s_street.Objects.Count(thing => thing is { Class: "car", Ignored: false }), rewards[0].GetProperty("answer").GetProperty("value").GetInt32());
        Assert.Equal(1767323045, rewards[0].GetProperty("time").GetDouble());
        Assert.Equal("street-detector@0123456789ab", Text(rewards[0], "model"));
        Assert.DoesNotContain(_kept.All, record => record.Kind != RecordKind.Reward);
    }

    [Fact]
    public void Take_WithTraces_WritesTheStepsToo()
    {
        _options.Traces = true;
        using var desk = Desk();
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street), LookedAtScene.Nothing, default);
        var trace = JsonElement.Parse(_kept.All.Single(record => record.Kind == RecordKind.Trace).Payload);
        Assert.Equal("find", trace.GetProperty("steps")[0].GetProperty("tool").GetString());
        Assert.Equal("2026-01", Text(trace, "consent"));
    }

    [Fact]
    public void Take_WithoutConsent_WritesNothing()
    {
        _options.Consent = "";
        Assert.Null(RewardSpool.Open(new EdgeHost.Configuration.EdgeSettings { Rewards = _options }, _time, NullLoggerFactory.Instance));
        using var desk = new RewardDesk(_options, "van-7", null, KnownTruths.None, _time, NullLogger.Instance);
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street), StreetAnswers.Scene(s_street), default);
        Assert.False(desk.IsOn);
        Assert.Null(desk.Counts);
    }

    [Fact]
    public void Take_WithoutPictures_MakesNoneEvenWhereThereIsAFrame()
    {
        using var pool = new EdgeEngines.Frames.FramePool(1);
        var frame = Pictures.TestPictures.RedSquare(pool);
        using var desk = new RewardDesk(_options, "van-7", _kept, KnownTruths.None, _time, NullLogger.Instance, () => throw new InvalidOperationException("nobody asked for pictures"));
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street), StreetAnswers.Scene(s_street) with { Frame = frame }, default);
        frame.Release();
        Assert.Equal([RecordKind.Reward, RecordKind.Reward], _kept.All.Select(record => record.Kind));
    }

    [Fact]
    public void Take_WithPictures_SendsTheRedactedOneWithTheAnswersId()
    {
        _options.Pictures = true;
        using var pool = new EdgeEngines.Frames.FramePool(1);
        var frame = Pictures.TestPictures.RedSquare(pool);
        RewardDesk desk = null!;
        desk = new RewardDesk(_options, "van-7", _kept, KnownTruths.None, _time, NullLogger.Instance, () => new PictureLine(
            _options.Picture, () => new Redaction([new Redactor(Pictures.ScriptedFinder.OfRed(), [])], _options.Picture, _time), picture => desk.TakePicture(picture), _time, NullLogger.Instance));
        using (desk)
            desk.Take(StreetAnswers.Ask("how many cars are there?", s_street, "q-17"), StreetAnswers.Scene(s_street) with { Frame = frame }, default);
        frame.Release();
        var picture = JsonElement.Parse(_kept.All.Single(record => record.Kind == RecordKind.Picture).Payload);
        Assert.Equal(("q-17", 1), (Text(picture, "id"), picture.GetProperty("blurred").GetInt32()));
        Assert.Equal(new RewardCounts(3, 0, new PictureCounts(1, 0, 0)), desk.Counts);
    }

    [Fact]
    public void Take_WhatHadNoTurn_IsNoAnswer()
    {
        using var desk = Desk();
        var question = new Question { Id = "1", Text = "how many cars are there?" };
        desk.Take(Asked.Without(question, OutcomeKind.Rejected, "busy", AskedFate.Busy), LookedAtScene.Nothing, default);
        desk.Take(Asked.Without(question, OutcomeKind.Rejected, "no camera", AskedFate.NoQuestion), LookedAtScene.Nothing, default);
        desk.Take(Asked.Without(question, OutcomeKind.OverBudget, "waited in vain"), LookedAtScene.Nothing, default);
        desk.Take(Asked.Without(question, OutcomeKind.Failed, "no frame"), LookedAtScene.Nothing, default);
        Assert.Empty(_kept.All);
    }

    [Fact]
    public void Take_AQuestionThatNobodyUnderstands_IsARule()
    {
        using var desk = Desk();
        desk.Take(StreetAnswers.Ask("why is the sky so very blue above all of us today?", s_street), StreetAnswers.Scene(s_street), default);
        var reward = Assert.Single(_kept.Rewards);
        Assert.Equal(("rule", "rejected", "none"), (Source(reward), Text(reward, "outcome"), Text(reward, "planner")));
        Assert.True(reward.GetProperty("reward").GetDouble() < 0);
    }

    [Fact]
    public void Take_ASpoolThatIsFull_IsCountedAndBreaksNothing()
    {
        using var desk = new RewardDesk(_options, "van-7", new KeptRecords(isFull: true), KnownTruths.None, _time, NullLogger.Instance);
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street), StreetAnswers.Scene(s_street), default);
        Assert.Equal(new RewardCounts(0, 2, default), desk.Counts);
    }

    [Theory]
    [InlineData("""{"id":"q-17","reward":0.25}""", 0.25, "null")]
    [InlineData("""{"id":"q-17","correct":CARS}""", 1, """{"correct":CARS}""")]
    [InlineData("""{"id":"q-17","correct":"red"}""", -1, """{"correct":"red"}""")]
    [InlineData("""{"id":"q-17","plan":"a = find(\"dog\")\nn = count(a)\nreturn n"}""", -1, """{"plan":"a = find(\"dog\")\nn = count(a)\nreturn n"}""")]
    public async Task Hear_OfAnAnswerThatIsKnown_IsJoinedToIt(string payload, double reward, string correction)
    {
        var cars = $"{s_street.Objects.Count(thing => thing is { Class: "car", Ignored: false })}";
        using var desk = Desk();
        desk.Take(StreetAnswers.Ask("how many cars are there?", s_street, "q-17"), LookedAtScene.Nothing, default);
        var heard = await HearAsync(desk, payload.Replace("CARS", cars, StringComparison.Ordinal));
        Assert.True(heard.GetProperty("ok").GetBoolean());
        Assert.True(heard.GetProperty("known").GetBoolean());
        var record = _kept.Rewards[^1];
        Assert.Equal(("user", "q-17", reward), (Source(record), Text(record, "id"), record.GetProperty("reward").GetDouble()));
        Assert.Equal("how many cars are there?", record.GetProperty("query").GetProperty("text").GetString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(correction.Replace("CARS", cars, StringComparison.Ordinal)), record.GetProperty("correction")));
    }

    [Fact]
    public async Task Hear_OfAnAnswerThatIsNotKnown_IsRecordedWithoutIt()
    {
        using var desk = Desk();
        var heard = await HearAsync(desk, """{"id":"of-another-start","correct":3}""");
        Assert.False(heard.GetProperty("known").GetBoolean());
        var record = Assert.Single(_kept.Rewards);
        Assert.Equal(("of-another-start", -1), (Text(record, "id"), record.GetProperty("reward").GetDouble()));
        Assert.Equal((JsonValueKind.Null, "unknown"), (record.GetProperty("query").ValueKind, Text(record, "planner")));
    }

    [Theory]
    [InlineData("a = find(\"car\")")]
    [InlineData("import os\nreturn os")]
    [InlineData("a = erase(\"everything\")\nreturn a")]
    [InlineData("a = find(1)\nn = count(a)\nreturn n")]
    public async Task Hear_APlanThatDoesNotCheck_IsNotBelieved(string plan)
    {
        using var desk = Desk();
        var heard = await HearAsync(desk, $$"""{"id":"1","plan":{{JsonSerializer.Serialize(plan)}}}""");
        Assert.False(heard.GetProperty("ok").GetBoolean());
        Assert.Contains("does not check", heard.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(_kept.All);
    }

    [Fact]
    public async Task Hear_MoreThanIsTakenInAMinute_IsRefusedUntilTheNext()
    {
        _options.FeedbackAMinute = 3;
        using var desk = Desk();
        for (var i = 0; i < 3; i++)
            Assert.True((await HearAsync(desk, """{"id":"1","reward":1}""")).GetProperty("ok").GetBoolean());
        Assert.Contains("in this minute", (await HearAsync(desk, """{"id":"1","reward":1}""")).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, _kept.All.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await HearAsync(desk, """{"id":"1","reward":1}""")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Hear_WithoutConsent_SaysSo()
    {
        using var desk = new RewardDesk(new RewardsOptions(), "van-7", null, KnownTruths.None, _time, NullLogger.Instance);
        Assert.Contains("Rewards:Consent", (await HearAsync(desk, """{"id":"1","reward":1}""")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_FeedbackAfterIt_JoinsByItsIdOnTheDisk()
    {
        using var folder = new Cameras.TemporaryFolder();
        using (var desk = DeskOn(folder.Path))
            desk.Take(StreetAnswers.Ask("how many cars are there?", s_street, "q-17"), StreetAnswers.Scene(s_street), default);
        using (var desk = DeskOn(folder.Path))
            Assert.False((await HearAsync(desk, """{"id":"q-17","reward":-1}""")).GetProperty("known").GetBoolean());
        List<(uint Boot, JsonElement Reward)> found = [];
        SpoolLook.At(folder.Path)!.Read((id, _, payload) => found.Add((id.Boot, RewardContract.Check(payload))));
        Assert.Equal([(1u, "truth"), (1u, "self_check"), (2u, "user")], found.Select(one => (one.Boot, Source(one.Reward))));
        Assert.All(found, one => Assert.Equal("q-17", Text(one.Reward, "id")));
    }

    public void Dispose() => _kept.Dispose();

    private RewardDesk Desk() => new(_options, "van-7", _kept, KnownTruths.None, _time, NullLogger.Instance);

    private RewardDesk DeskOn(string folder) => new(
        _options, "van-7", new DurableSpool(new SpoolOptions { Directory = folder }, TimeProvider.System, NullLogger<DurableSpool>.Instance), KnownTruths.None, TimeProvider.System,
        NullLogger.Instance);

    private static async Task<JsonElement> HearAsync(RewardDesk desk, string payload) => JsonElement.Parse((await desk.HearAsync(Encoding.UTF8.GetBytes(payload), default)).ToJson());

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string? Source(JsonElement reward) => Text(reward, "source");
}
