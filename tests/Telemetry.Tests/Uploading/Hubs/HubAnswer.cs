using System.Text;

namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>What a server does with a request.</summary>
internal sealed record HubAnswer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public const string Name = "fleet-hub";

    /// <summary>Only so many bytes of the answer are sent, then the connection closes; below 0 all are.</summary>
    public int CutAfter { get; init; } = -1;

    /// <summary>Never answers.</summary>
    public bool Hangs { get; init; }

    public static HubAnswer Json(int status, string body) => new(status, body, ("Edge-Hub", Name), ("Content-Type", "application/json"));

    public static HubAnswer Problem(int status, string detail) => Json(status, $$"""{"title":"no","detail":"{{detail}}"}""");

    public byte[] ToBytes()
    {
        var text = new StringBuilder($"HTTP/1.1 {Status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        foreach (var (name, value) in Headers)
            text.Append($"{name}: {value}\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
        return CutAfter < 0 ? bytes : bytes[..Math.Min(CutAfter, bytes.Length)];
    }
}
