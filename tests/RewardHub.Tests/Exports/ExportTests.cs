using System.Net;
using System.Text.Json.Nodes;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Exports;

public sealed class ExportTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Rewards_CarryWhatTheLearnerReads()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1, id: "q-1", reward: 0.5, correction: """{"correct":3}"""));
        var line = Assert.Single(await hub.ExportAsync("rewards.jsonl"));
        Assert.Equal(
            [device.Name, "q-1", "n = count(cars)", "answered", "retrieval", "m@1", "53-9c1e", "truth", "because", "2026-01"],
            new[] { "device", "id", "plan", "outcome", "planner", "model", "catalog", "source", "why", "consent" }.Select(name => (string?)line[name]));
        Assert.Equal("""{"text":"how many red cars are near?","language":"en"}""", line["query"]!.ToJsonString());
        Assert.Equal("""{"text":"There are 2.","type":"Int","value":2}""", line["answer"]!.ToJsonString());
        Assert.Equal("""{"correct":3}""", line["correction"]!.ToJsonString());
        Assert.Equal(0.5, (double)line["reward"]!);
    }

    [Fact]
    public async Task Consent_OnlyVersionsThatAllowTrainingLeave()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 3, 0, device.Reward(1, consent: "yes"), device.Reward(2, consent: "no"), device.Reward(3, consent: "unheard-of"));
        Assert.Empty(await hub.ExportAsync("rewards.jsonl"));
        await hub.AllowAsync("yes");
        await hub.AdminAsync(HttpMethod.Put, "/v1/consents/no", """{"training":false}""");
        Assert.Equal(["q-1"], Ids(await hub.ExportAsync("rewards.jsonl")));
        Assert.Equal(["q-1"], Ids(await hub.ExportAsync("chat.jsonl")));
        Assert.Empty(await hub.ExportAsync("rewards.jsonl?consent=no"));
        await hub.AdminAsync(HttpMethod.Put, "/v1/consents/yes", """{"training":false}""");
        Assert.Empty(await hub.ExportAsync("chat.jsonl"));
    }

    [Fact]
    public async Task Filters_LeaveTheRestOut()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 3, 0, device.Reward(1, reward: 1), device.Reward(2, reward: -0.5, source: "user", planner: "learned"), device.Reward(3, reward: 0.25, source: "rule"));
        Assert.Equal(["q-1", "q-2", "q-3"], Ids(await hub.ExportAsync("rewards.jsonl")));
        Assert.Equal(["q-2"], Ids(await hub.ExportAsync("rewards.jsonl?planner=learned")));
        Assert.Equal(["q-1", "q-3"], Ids(await hub.ExportAsync("rewards.jsonl?min_reward=0.25")));
        Assert.Equal(["q-3"], Ids(await hub.ExportAsync("rewards.jsonl?source=rule")));
        Assert.Equal(["q-1", "q-2", "q-3"], Ids(await hub.ExportAsync("rewards.jsonl?since=2020-01-01")));
        Assert.Empty(await hub.ExportAsync("rewards.jsonl?since=2999-01-01"));
        foreach (var wrong in new[] { "since=soon", "min_reward=2", "source=rumour", "colour=red" })
            (await hub.AdminAsync(HttpMethod.Get, $"/v1/exports/rewards.jsonl?{wrong}")).Is(HttpStatusCode.BadRequest, wrong.Split('=')[0] == "colour" ? "colour" : wrong.Split('=')[1]);
    }

    [Fact]
    public async Task Feedback_WithoutItsQuestion_TakesThatOfTheFirstRecord()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var (device, other) = (await hub.AddDeviceAsync(), await hub.AddDeviceAsync());
        await device.SendAsync(1, 1, 0, device.Reward(1, id: "q-7", reward: 0, source: "rule", question: "what is near?", planner: "learned"));
        await device.SendAsync(2, 3, 1, device.Reward(2, id: "q-7", reward: -1, source: "user", question: null), device.Reward(3, id: "q-unknown", question: null));
        await other.SendAsync(1, 1, 0, other.Reward(1, id: "q-7", question: null)); // the same id on another device is another answer
        var lines = await hub.ExportAsync("rewards.jsonl");
        Assert.Equal(["q-7", "q-7"], Ids(lines));
        Assert.All(lines, line => Assert.Equal(("what is near?", "learned"), ((string?)line["query"]!["text"], (string?)line["planner"])));
        Assert.Equal([0, -1], lines.Select(line => (double)line["reward"]!));
        Assert.Equal(2, (await hub.ExportAsync("rewards.jsonl?planner=learned")).Count);
    }

    [Fact]
    public async Task Chat_IsAConversationWeightedByWhoKnowsBest()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(
            1, 4, 0, device.Reward(1, id: "a", reward: 1, source: "self_check", plan: "x = find(\\\"car\\\")\\nreturn x"), device.Reward(2, id: "a", reward: -1, source: "user"),
            device.Reward(3, id: "a", reward: 0.75, source: "user", question: null), device.Reward(4, id: "b", reward: -0.5));
        var lines = await hub.ExportAsync("chat.jsonl?system=Plan.");
        Assert.Equal(["a", "b"], Ids(lines));
        Assert.Equal(["system", "user", "assistant"], lines[0]["messages"]!.AsArray().Select(message => (string?)message!["role"]));
        Assert.Equal(["Plan.", "how many red cars are near?", "x = find(\"car\")\nreturn x"], lines[0]["messages"]!.AsArray().Select(message => (string?)message!["content"]));
        Assert.Equal((0.75, 0.75, "user"), ((double)lines[0]["reward"]!, (double)lines[0]["weight"]!, (string?)lines[0]["source"]));
        Assert.Equal((-0.5, 0.0), ((double)lines[1]["reward"]!, (double)lines[1]["weight"]!));
        Assert.Equal(["a"], Ids(await hub.ExportAsync("chat.jsonl?min_reward=0")));
    }

    [Fact]
    public async Task Chat_ACorrectedPlanIsWhatTheAssistantSays()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(
            1, 2, 0, device.Reward(1, id: "a", reward: -1, plan: "wrong"), device.Reward(2, id: "a", reward: -1, source: "user", question: null, correction: """{"plan":"right"}"""));
        var line = Assert.Single(await hub.ExportAsync("chat.jsonl?min_reward=0.5"));
        Assert.Equal("right", (string?)line["messages"]![2]!["content"]);
        Assert.Equal((1.0, 1.0, true), ((double)line["reward"]!, (double)line["weight"]!, (bool)line["corrected"]!));
    }

    [Fact]
    public async Task Export_LargerThanAnyBuffer_ComesWhole()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        for (var first = 1; first <= 4000; first += 2000)
            (await device.SendAsync(first, first + 1999, first - 1, [.. Enumerable.Range(first, 2000).Select(seq => device.Reward(seq))])).Is(2000, 0, first + 1999);
        Assert.Equal(Enumerable.Range(1, 4000).Select(seq => $"q-{seq}"), Ids(await hub.ExportAsync("rewards.jsonl")));
        Assert.Equal(4000, Ids(await hub.ExportAsync("chat.jsonl")).Distinct().Count());
    }

    private static IEnumerable<string?> Ids(IEnumerable<JsonNode> lines) => lines.Select(line => (string?)line["id"]);
}
