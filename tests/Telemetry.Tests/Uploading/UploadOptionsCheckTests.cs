using Telemetry.Uploading;
using Xunit;

namespace Telemetry.Tests.Uploading;

public sealed class UploadOptionsCheckTests
{
    [Fact]
    public void Problems_AllWrong_EachIsNamedWithTheWayOut()
    {
        var problems = UploadOptionsCheck.Problems(
            new UploadOptions
            {
                Url = "http://hub.example.org", Hub = "my hub", TokenFile = "/nowhere/token", ClientKeyFile = "/nowhere/key", Network = UploadNetwork.Unmetered,
                Period = TimeSpan.Zero, BatchBytes = 1,
            },
            "van 7");

        foreach (var key in (string[])["Url", "Hub", "TokenFile", "ClientKeyFile", "MeteredInterfaces", "Period", "BatchBytes", "Device"])
            Assert.Contains(problems, problem => problem.StartsWith($"Upload:{key} is '", StringComparison.Ordinal) && problem.Contains(": expected ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://user:pass@hub.example.org")]
    [InlineData("ftp://hub.example.org")]
    [InlineData("hub.example.org")]
    public void Problems_AddressThatIsNone_IsNamedWithoutItsPassword(string url)
    {
        var problem = Assert.Single(UploadOptionsCheck.Problems(new UploadOptions { Url = url, TokenFile = typeof(UploadOptions).Assembly.Location }, "van-7"));
        Assert.Contains("https://hub.example.org", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_NoHub_NothingIsAskedFor() => Assert.Empty(UploadOptionsCheck.Problems(new UploadOptions(), "a name with spaces"));
}
