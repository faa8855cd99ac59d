using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace RewardHub.Tests.Hubs;

internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public long DurableThrough => (long)Json["durable_through"]!;

    public int Stored => (int)Json["stored"]!;

    public int Duplicates => (int)Json["duplicates"]!;

    public string Detail => (string)Json["detail"]!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
            return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    /// <summary>The contract's answer to a batch that was taken.</summary>
    public Answer Is(int stored, int duplicates, long durableThrough)
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        Assert.Equal((stored, duplicates, durableThrough), (Stored, Duplicates, DurableThrough));
        return this;
    }

    /// <summary>A problem, told as every problem is.</summary>
    public Answer Is(HttpStatusCode status, params string[] partsOfDetail)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.NotEmpty((string)Json["title"]!);
        Assert.All(partsOfDetail, part => Assert.Contains(part, Detail, StringComparison.Ordinal));
        Assert.True(Headers.Contains("Edge-Hub"), "no Edge-Hub");
        return this;
    }
}
