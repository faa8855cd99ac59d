using System.Text;
using System.Text.Json;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Rewards;

/// <summary>A host that looks at the simulated street and is asked over HTTP.</summary>
internal static class RewardingHost
{
    public const string Street = "sim:street?seed=7&scenario=traffic";

    /// <summary>Where it is asked, once it can answer: of a camera that is only being opened nothing is recorded.</summary>
    public static async Task<Uri> HttpAsync(HostProcess host, TimeSpan patience)
    {
        await host.Log.WaitAsync("engine street-detector", patience);
        await host.Log.WaitAsync("camera camera: Running", patience);
        var line = await host.Log.WaitAsync("Questions over HTTP: POST ", patience);
        return new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
    }

    public static async Task<JsonElement> PostAsync(HttpClient client, Uri uri, string body, ITestOutputHelper output)
    {
        using var response = await client.PostAsync(uri, new StringContent(body, Encoding.UTF8));
        var text = await response.Content.ReadAsStringAsync();
        output.WriteLine($"{uri.AbsolutePath} {(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    public static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
