using System.Text;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Commands;

/// <summary>What is no command is answered with what was expected, and changes nothing.</summary>
public sealed class BadCommandTests(RunningHost running, ITestOutputHelper output) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData("dance", "{}", "there is no command 'dance'; expected one of camera, flush, model, purge, reload, snapshot, threshold")]
    [InlineData("camera", "{", "no JSON")]
    [InlineData("camera", "stop", "no JSON")]
    [InlineData("camera", "[1]", "found a JSON array")]
    [InlineData("camera", "\"pause\"", "found a JSON string")]
    [InlineData("camera", "", "'action' is missing")]
    [InlineData("camera", """{"action":5,"id":"camera"}""", "'action' is 5; expected a text")]
    [InlineData("camera", """{"action":"stop","id":"camera"}""", "expected add, remove, pause or resume")]
    [InlineData("camera", """{"action":"pause"}""", "'id' is missing")]
    [InlineData("camera", """{"action":"pause","id":"nobody"}""", "there is no camera 'nobody'; expected one of camera")]
    [InlineData("camera", """{"action":"remove","id":"+"}""", "there is no camera '+'")]
    [InlineData("camera", """{"action":"add","id":"gate"}""", "'uri' is missing")]
    [InlineData("camera", """{"action":"add","id":"gate","uri":"ftp://x/y"}""", "unknown scheme 'ftp:'")]
    [InlineData("camera", """{"action":"add","id":"gate/#","uri":"sim:pattern"}""", "letters, digits")]
    [InlineData("camera", """{"action":"add","id":"status","uri":"sim:pattern"}""", "reserved")]
    [InlineData("camera", """{"action":"add","id":"camera","uri":"sim:pattern"}""", "another camera has that name")]
    [InlineData("camera", """{"action":"add","id":"gate","uri":"sim:pattern","loop":"often"}""", "expected true or false")]
    [InlineData("camera", """{"action":"add","id":"gate","uri":"sim:pattern","model":"nobody"}""", "there is no model 'nobody'")]
    [InlineData("camera", """{"action":"add","id":"gate","uri":"process:sh -c 'touch /tmp/owned'"}""", "process:")]
    [InlineData("camera", """{"action":"\ud800","id":"camera"}""", "'action'")]
    [InlineData("camera", """{"action":"pause","id":{"a":[[[[[[[[1]]]]]]]]}}""", "no JSON")]
    [InlineData("model", "{}", "'model' is missing")]
    [InlineData("model", """{"model":"nobody"}""", "there is no model 'nobody'")]
    [InlineData("model", """{"model":"pattern","engine":"nobody"}""", "there is no engine 'nobody'; expected one of pattern")]
    [InlineData("threshold", "{}", "'score' is missing")]
    [InlineData("threshold", """{"score":"high"}""", "expected a number from 0.01 to 0.99")]
    [InlineData("threshold", """{"score":7}""", "'score' is 7; expected a number from 0.01 to 0.99")]
    [InlineData("threshold", """{"score":1e999}""", "expected a number from 0.01 to 0.99")]
    [InlineData("snapshot", """{"camera":"nobody"}""", "there is no camera 'nobody'")]
    [InlineData("snapshot", """{"camera":null}""", "'camera'")]
    public async Task Command_ThatCannotBe_IsAnsweredWithWhatWasExpected(string command, string payload, string expected)
    {
        var answer = await running.Site.CommandAsync(command, payload);

        output.WriteLine($"cmd/{command} {payload}\n  {answer.GetRawText()}");
        Assert.False(answer.IsOk());
        Assert.Contains(expected, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        await running.Site.WaitAsync("camera/detections", running.Site.Watcher.Count); // it goes on
    }

    [Fact]
    public async Task Command_NoText_IsAnswered()
    {
        var from = running.Site.Watcher.Count;
        byte[] payload = [.. "{\"action\":\""u8, 0xFF, 0xFE, 0x80, .. "\",\"id\":\"camera\"}"u8];

        await MosquittoClient.PublishAsync(running.Site.Broker.Port, Site.Topic("cmd/camera"), payload);

        var answer = (await running.Site.WaitAsync("cmd/result", from)).Json;
        output.WriteLine(answer.GetRawText());
        Assert.False(answer.IsOk());
        Assert.DoesNotContain("internal error", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_LargerThanAllowed_IsRefusedAndTheHostLives()
    {
        var from = running.Site.Watcher.Count;

        await MosquittoClient.PublishAsync(running.Site.Broker.Port, Site.Topic("cmd/camera"), Encoding.UTF8.GetBytes($$"""{"action":"{{new string('x', 300_000)}}"}"""));

        var answer = (await running.Site.WaitAsync("cmd/result", from)).Json;
        output.WriteLine(answer.GetRawText());
        Assert.Contains("expected at most 262144", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        await MosquittoClient.PublishAsync(running.Site.Broker.Port, Site.Topic("cmd/camera"), new byte[30_000_000]);
        Assert.True((await running.Site.CommandAsync("snapshot", """{"camera":"camera"}""")).IsOk());
    }

    [Fact]
    public async Task Command_OnAResponseTopic_IsAnsweredThereWithItsCorrelation()
    {
        var refused = await running.Site.RequestAsync("camera", """{"action":"pause","id":"nobody"}""");
        var done = await running.Site.RequestAsync("snapshot", """{"camera":"camera"}""");

        output.WriteLine(refused.GetRawText());
        output.WriteLine(done.GetRawText());
        Assert.False(refused.IsOk());
        Assert.True(done.IsOk());
    }
}
