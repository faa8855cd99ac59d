using System.Text;
using System.Text.Json;
using Telemetry.Outgoing.Spooled;
using Telemetry.Spool;
using Xunit;

namespace Telemetry.Tests.Outgoing.Spooled;

public sealed class EventIdentityTests
{
    private static string Write(string payload, RecordId id)
    {
        var target = new byte[Encoding.UTF8.GetByteCount(payload) + EventIdentity.MostBytes];
        return Encoding.UTF8.GetString(target.AsSpan(0, new EventIdentity(ulong.MaxValue).Write(Encoding.UTF8.GetBytes(payload), id, target)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("""{"type":"new"}""")]
    [InlineData("""{"type":"new","after":{"label":"Führerschein }"}}""")]
    public void Write_JsonObject_GetsItsNumbersAndKeepsTheRest(string payload)
    {
        using var before = JsonDocument.Parse(payload);
        using var after = JsonDocument.Parse(Write(payload, new RecordId(uint.MaxValue, long.MaxValue)));
        var fields = after.RootElement.EnumerateObject().ToList();
        Assert.Equal(before.RootElement.EnumerateObject().Select(field => field.ToString()), fields[..^3].Select(field => field.ToString()));
        Assert.Equal(("spool", "ffffffffffffffff"), (fields[^3].Name, fields[^3].Value.GetString()));
        Assert.Equal(("boot", uint.MaxValue), (fields[^2].Name, fields[^2].Value.GetUInt32()));
        Assert.Equal(("seq", long.MaxValue), (fields[^1].Name, fields[^1].Value.GetInt64()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("17")]
    [InlineData("[{}]")]
    public void Write_AnythingElse_IsLeftAsItIs(string payload) => Assert.Equal(payload, Write(payload, new RecordId(1, 2)));
}
