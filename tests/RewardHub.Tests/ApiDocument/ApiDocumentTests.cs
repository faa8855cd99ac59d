using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.ApiDocument;

public sealed class ApiDocumentTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Example_SentAsTheDocumentHasIt_IsTaken()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var post = (await DocumentAsync(hub))["paths"]!["/v1/devices/{device}/records"]!["post"]!;
        var parameters = post["parameters"]!.AsArray().Where(parameter => parameter!["example"] is not null).ToDictionary(parameter => (string)parameter!["name"]!, parameter => parameter!);
        string Value(string name) => parameters[name]["example"]!.ToString();
        var device = await hub.AddDeviceAsync(Value("device"));
        var query = string.Join('&', parameters.Where(pair => (string)pair.Value["in"]! == "query").Select(pair => $"{pair.Key}={Value(pair.Key)}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/devices/{device.Name}/records?{query}")
        {
            Content = new StringContent((string)post["requestBody"]!["content"]!["application/x-ndjson"]!["example"]!, Encoding.UTF8),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", device.Token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Value("Idempotency-Key"));
        (await Answer.OfAsync(await hub.Client.SendAsync(request))).Is(1, 0, 1);
    }

    [Fact]
    public async Task Document_NamesEveryRequestItsTokenAndItsAnswers()
    {
        var document = await DocumentAsync(await postgres.HubAsync());
        Assert.StartsWith("3.", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.True(document["servers"] is null or JsonArray { Count: 0 }, "an address in the document is wrong behind a proxy");
        var requests = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(request => (Name: $"{request.Key} {path.Key}", What: request.Value!))).ToList();
        Assert.All(requests, request => Assert.True(request.What["summary"] is not null && request.What["responses"]!.AsObject().Count > 0, request.Name));
        string Token(string name) => requests.Single(request => request.Name == name).What["security"]![0]!.AsObject().Single().Key;
        Assert.Equal("device", Token("post /v1/devices/{device}/records"));
        Assert.All(
            requests.Where(request => request.Name.Contains("/v1/", StringComparison.Ordinal) && request.Name != "post /v1/devices/{device}/records"),
            request => Assert.Equal("administrator", Token(request.Name)));
    }

    [Fact]
    public async Task Docs_NeedNothingFromElsewhere()
    {
        var hub = await postgres.HubAsync();
        using var response = await hub.Client.GetAsync(new Uri("/docs", UriKind.Relative)); // with or without the slash
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", page);
        var scripts = Regex.Matches(page, "src=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var file = await hub.Client.GetAsync(new Uri(response.RequestMessage!.RequestUri!, script));
            Assert.True(file.IsSuccessStatusCode, script);
        }
        var nonce = Regex.Match(string.Join("", response.Headers.GetValues("Content-Security-Policy")), "'nonce-([0-9a-f]{32})'").Groups[1].Value;
        Assert.All(Regex.Matches(page, "<script[^>]*>").Select(match => match.Value), script => Assert.Contains($"nonce=\"{nonce}\"", script, StringComparison.Ordinal));
    }

    private static async Task<JsonNode> DocumentAsync(TestHub hub) => JsonNode.Parse(await hub.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
}
