using System.Net;
using System.Text;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Uploads;

/// <summary>What is no upload is refused with the line, what was expected, what was found; counted; and nothing of it is kept.</summary>
public sealed class HostileUploadTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("", "line 1", "empty body")]
    [InlineData("GOOD\n\nGOOD", "line 2", "JSON")]
    [InlineData("GOOD\nnot json", "line 2", "JSON")]
    [InlineData("GOOD\n[1]", "line 2", "seq, kind and record", "[1]")]
    [InlineData("{\"seq\":1,\"seq\":2,\"kind\":\"event\",\"record\":{}}", "line 1", "double names")]
    [InlineData("{\"seq\":1,\"kind\":\"event\",\"record\":{\"a\":DEEP}}", "line 1", "32 deep")]
    [InlineData("{\"seq\":1,\"kind\":\"event\",\"record\":{\"a\":\"\u0001\"}}", "line 1")]
    [InlineData("{\"seq\":1,\"kind\":\"event\",\r\"record\":{}}", "line 1", "carriage return")]
    public async Task Body_NoNdjson_Is400(string body, params string[] parts)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        body = body.Replace("GOOD", device.Reward(1), StringComparison.Ordinal).Replace("DEEP", new string('[', 40) + new string(']', 40), StringComparison.Ordinal);
        var answer = await device.SendAsync(device.Make(1, 9, 0, Encoding.UTF8.GetBytes(body)));
        answer.Is(HttpStatusCode.BadRequest, parts);
        Assert.Equal(parts[0], $"line {answer.Json["line"]}");
        await NothingIsStoredAsync(device);
    }

    [Fact]
    public async Task Body_NoUtf8_Is400()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"seq\":1,\"kind\":\"event\",\"record\":{\"a\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}}\n")];
        (await device.SendAsync(device.Make(1, 1, 0, body))).Is(HttpStatusCode.BadRequest, "line 1", "UTF-8");
    }

    [Theory]
    [InlineData("{\"seq\":0,\"kind\":\"event\",\"record\":{}}", "seq", "1 to 9", "found 0")]
    [InlineData("{\"seq\":10,\"kind\":\"event\",\"record\":{}}", "seq", "1 to 9", "found 10")]
    [InlineData("{\"seq\":-1,\"kind\":\"event\",\"record\":{}}", "seq", "-1")]
    [InlineData("{\"seq\":1.5,\"kind\":\"event\",\"record\":{}}", "seq", "1.5")]
    [InlineData("{\"seq\":99999999999999999999,\"kind\":\"event\",\"record\":{}}", "seq")]
    [InlineData("{\"seq\":\"1\",\"kind\":\"event\",\"record\":{}}", "seq")]
    [InlineData("{\"kind\":\"event\",\"record\":{}}", "seq", "nothing")]
    [InlineData("{\"seq\":1,\"kind\":\"gossip\",\"record\":{}}", "kind", "gossip")]
    [InlineData("{\"seq\":1,\"kind\":\"event\",\"record\":[]}", "record", "an object")]
    [InlineData("{\"seq\":1,\"kind\":\"event\"}", "record", "nothing")]
    [InlineData("{\"seq\":1,\"kind\":\"trace\",\"record\":{\"id\":\"q\",\"time\":1,\"consent\":\"c\"}}", "record.steps", "a list")]
    [InlineData("{\"seq\":1,\"kind\":\"gap\",\"record\":{\"first\":5,\"last\":4,\"lost\":\"picture\",\"reason\":\"evicted\",\"count\":1}}", "record.last", "from 5", "found 4")]
    [InlineData("{\"seq\":1,\"kind\":\"gap\",\"record\":{\"first\":1,\"last\":4,\"lost\":\"picture\",\"reason\":\"eaten\",\"count\":1}}", "record.reason", "evicted", "eaten")]
    [InlineData("{\"seq\":1,\"kind\":\"gap\",\"record\":{\"first\":1,\"last\":4,\"lost\":\"hope\",\"reason\":\"evicted\",\"count\":1}}", "record.lost", "hope")]
    [InlineData("{\"seq\":1,\"kind\":\"picture\",\"record\":{\"id\":\"q\",\"time\":1,\"consent\":\"c\",\"media_type\":\"image/jpeg\",\"data\":\"?\"}}", "record.data", "base64")]
    [InlineData("{\"seq\":1,\"kind\":\"picture\",\"record\":{\"id\":\"q\",\"time\":1,\"consent\":\"c\",\"media_type\":\"text/html\",\"data\":\"\"}}", "record.media_type", "text/html")]
    [InlineData("{\"seq\":1,\"kind\":\"picture\",\"record\":{\"id\":\"q\",\"time\":1,\"consent\":\"c\",\"media_type\":\"image/jpeg\",\"data\":\"PGh0bWw+\"}}", "record.data", "image/jpeg")]
    public async Task Line_NoRecord_Is422(string line, params string[] parts)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var answer = await device.SendAsync(device.Make(1, 9, 0, TestDevice.Body(line)));
        answer.Is(HttpStatusCode.UnprocessableEntity, ["line 1", .. parts]);
        Assert.Equal(1, (int)answer.Json["line"]!);
        await NothingIsStoredAsync(device);
    }

    [Theory]
    [InlineData("\"reward\":1", "\"reward\":1.01", "record.reward", "-1 to 1", "1.01")]
    [InlineData("\"reward\":1", "\"reward\":1e999", "record.reward")]
    [InlineData("\"reward\":1", "\"reward\":\"1\"", "record.reward")]
    [InlineData("\"reward\":1,", "", "record.reward", "nothing")]
    [InlineData("\"source\":\"truth\"", "\"source\":\"rumour\"", "record.source", "rumour")]
    [InlineData("\"outcome\":\"answered\"", "\"outcome\":\"guessed\"", "record.outcome", "guessed")]
    [InlineData("\"id\":\"q-2\"", "\"id\":\"\"", "record.id")]
    [InlineData("\"id\":\"q-2\"", "\"id\":7", "record.id", "a text")]
    [InlineData("\"user\":\"u-4\"", "\"user\":\"a\\u0000b\"", "record.user", "zero")]
    [InlineData("\"user\":\"u-4\"", "\"user\":\"\\ud800\"", "record.user", "surrogate")]
    [InlineData("\"plan\":\"n = count(cars)\"", "\"plan\":\"\\udc00\"", "record.plan", "surrogate")]
    [InlineData("\"query\":{\"text\":\"how many red cars are near?\",", "\"query\":{\"text\":null,", "record.query.text", "null")]
    [InlineData("\"correction\":null", "\"correction\":{}", "record.correction", "correct or plan")]
    [InlineData("\"correction\":null", "\"correction\":\"other\"", "record.correction", "an object")]
    [InlineData("\"consent\":\"2026-01\",", "", "record.consent")]
    [InlineData("\"device\":\"", "\"device\":\"not-", "record.device", "not-")]
    public async Task Reward_NotAsInTheContract_Is422WithItsLine(string part, string replacement, params string[] parts)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var second = device.Reward(2);
        Assert.Contains(part, second, StringComparison.Ordinal);
        var answer = await device.SendAsync(1, 2, 0, device.Reward(1), second.Replace(part, replacement, StringComparison.Ordinal));
        answer.Is(HttpStatusCode.UnprocessableEntity, ["line 2", .. parts]);
        await NothingIsStoredAsync(device);
    }

    [Fact]
    public async Task Lines_OutOfOrder_Are422()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(1, 9, 0, device.Reward(2), device.Reward(1))).Is(HttpStatusCode.UnprocessableEntity, "line 2", "3 to 9", "found 1");
        (await device.SendAsync(1, 9, 0, device.Reward(2), device.Reward(2))).Is(HttpStatusCode.UnprocessableEntity, "line 2");
    }

    [Theory]
    [InlineData("spool=7f3a90c41b22d5e8", "spool=7f3a", "spool", "16 hex digits", "7f3a")]
    [InlineData("spool=7f3a90c41b22d5e8", "spool=7f3a90c41b22d5eg", "spool")]
    [InlineData("&boot=1", "", "boot", "nothing")]
    [InlineData("first=1", "first=0", "first", "from 1", "found \"0\"")]
    [InlineData("first=1", "first=9223372036854775807", "first")]
    [InlineData("last=2", "last=0", "last", "from 1")]
    [InlineData("last=2", "last=%2B2", "last")]
    [InlineData("acknowledged=0", "acknowledged=1", "first", "from 2")]
    [InlineData("acknowledged=0", "acknowledged=-1", "acknowledged")]
    [InlineData("first=1", "first=2", "Idempotency-Key")]
    public async Task Address_NotAsInTheContract_Is400(string part, string replacement, params string[] parts)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync() with { Spool = "7f3a90c41b22d5e8" };
        var request = device.Make(1, 2, 0, TestDevice.Body(device.Reward(1)));
        var address = request.RequestUri!.OriginalString;
        Assert.Contains(part, address, StringComparison.Ordinal);
        request.RequestUri = new Uri(address.Replace(part, replacement, StringComparison.Ordinal), UriKind.Relative);
        (await device.SendAsync(request)).Is(HttpStatusCode.BadRequest, parts);
    }

    [Theory]
    [InlineData(null, "nothing")]
    [InlineData("", "Idempotency-Key")]
    [InlineData("rubbish", "rubbish")]
    public async Task Key_AbsentOrWrong_Is400(string? key, string part)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var request = device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)));
        request.Headers.Remove("Idempotency-Key");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        (await device.SendAsync(request)).Is(HttpStatusCode.BadRequest, part);
    }

    [Fact]
    public async Task Body_NotTheOneOfItsKey_Is400AndNotStored()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)), sent: TestDevice.Body(device.Reward(1, reward: -1))))).Is(HttpStatusCode.BadRequest, "SHA-256");
        await NothingIsStoredAsync(device);
    }

    [Fact]
    public async Task Refusals_AreCounted()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        var before = await hub.MetricAsync("hub_refused_total{reason=\"too-many-lines\"}");
        await device.SendAsync(1, 10_001, 0, [.. Enumerable.Range(1, 10_001).Select(seq => device.Line(seq, "event", "{}"))]);
        Assert.Equal(before + 1, await hub.MetricAsync("hub_refused_total{reason=\"too-many-lines\"}"));
    }

    private static async Task NothingIsStoredAsync(TestDevice device) =>
        Assert.Equal(0, await device.Hub.QueryAsync<long>("select count(*) from records r join devices d on d.id = r.device where d.name = $1", device.Name));
}
