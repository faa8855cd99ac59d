using System.Net;
using EdgePlanner.Generating.Endpoints;
using Xunit;

namespace EdgePlanner.Tests.Generating.Endpoints;

public sealed class ChatModelOptionsCheckTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/v1")]
    [InlineData("http://[::1]:8080/v1")]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://ollama:11434/v1")]
    [InlineData("http://192.168.1.20/v1")]
    [InlineData("https://api.example.org/v1")]
    [InlineData("https://203.0.113.7/v1")]
    public void Problems_AnAddressThatMayBeAsked_None(string endpoint) => Assert.Empty(ChatModelOptionsCheck.Problems(new() { Url = endpoint }, "Chat"));

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("ftp://127.0.0.1/v1")]
    [InlineData("http://127.0.0.1/v1?key=secret")]
    [InlineData("http://203.0.113.7/v1")]
    [InlineData("http://[2001:db8::7]/v1")]
    public void Problems_AnAddressThatMayNot_ItsKeyAndTheWayOut(string endpoint) =>
        Assert.StartsWith($"Chat:Url is '{endpoint}': expected ", Assert.Single(ChatModelOptionsCheck.Problems(new() { Url = endpoint }, "Chat")), StringComparison.Ordinal);

    [Fact]
    public void Problems_APasswordInTheAddress_IsNotShown() =>
        Assert.DoesNotContain("hunter2", Assert.Single(ChatModelOptionsCheck.Problems(new() { Url = "https://me:hunter2@example.org/v1" }, "Chat")), StringComparison.Ordinal);

    [Fact]
    public void Problems_SeveralAtOnce_AllAreTold()
    {
        var options = new ChatModelOptions
        {
            Url = "nowhere", Model = " ", Grammar = (ServerGrammar)9, KeyVariable = "EDGE_TEST_NO_SUCH_VARIABLE", KeyFile = "/nowhere/key", ConnectTimeout = TimeSpan.Zero,
            Timeout = TimeSpan.FromDays(1), AnswerBytes = 1, FailuresBeforePause = 0, Pause = TimeSpan.FromDays(1),
        };

        var problems = string.Join('\n', ChatModelOptionsCheck.Problems(options, "Chat"));

        Assert.All((string[])["Url", "Model", "Grammar", "KeyVariable", "ConnectTimeout", "Timeout", "AnswerBytes", "FailuresBeforePause", "Pause"],
            key => Assert.Contains($"Chat:{key} is ", problems, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_NoEndpoint_NoKeyIsLookedFor() => Assert.Empty(ChatModelOptionsCheck.Problems(new() { KeyFile = "/nowhere/key" }, "Chat"));

    [Fact]
    public void Problems_AKeyOfSeveralLines_IsToldAndNotShown()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "one-key\nand-another");
            var problem = Assert.Single(ChatModelOptionsCheck.Problems(new() { Url = "http://127.0.0.1/v1", KeyFile = file }, "Chat"));
            Assert.Contains(file, problem, StringComparison.Ordinal);
            Assert.DoesNotContain("one-key", problem, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("192.169.0.1", false)]
    [InlineData("169.254.7.7", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void NearbyAddress_Is(string address, bool near) => Assert.Equal(near, NearbyAddress.Is(IPAddress.Parse(address)));
}
