using EdgeHost.Asking;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class AskingOptionsValidatorTests
{
    private readonly AskingOptions _options = new();

    [Fact]
    public void Validate_Defaults_AreRight() => Assert.Empty(Problems());

    [Fact]
    public void Validate_MuchThatIsWrong_SaysAllOfIt()
    {
        (_options.QueueLength, _options.BudgetSeconds, _options.SnapshotBytes, _options.TextEncoder, _options.LeastConfidence) = (0, 61, 1, "", 1.5);
        _options.Packs = ["vehicle", "boat"];
        (_options.Http.Address, _options.Http.Port, _options.Http.Connections, _options.Http.TokenFile) = ("gate.local", 0, 0, "absent.token");
        var problems = string.Join('\n', Problems());
        Assert.All(
            (string[])["QueueLength: 0", "BudgetSeconds: 61", "SnapshotBytes: 1", "Asking:LeastConfidence: 1.5", "Asking:Packs:1: 'boat'", "TextEncoder", "Http:Address: 'gate.local'", "Http:Port: 0",
                "Http:Connections: 0", "'absent.token' cannot be read"],
            text => Assert.Contains(text, problems, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("192.168.1.7", false)]
    [InlineData("::", false)]
    public void Validate_AnAddressThatOthersReach_NeedsAToken(string address, bool isRight)
    {
        _options.Http.Address = address;
        Assert.Equal(isRight, !Problems().Any());
        _options.Http.Enabled = false;
        Assert.Empty(Problems());
    }

    [Fact]
    public void Validate_APlannerBehindAnAddress_NeedsOne()
    {
        _options.Planners = ["endpoint", "retrieval"];
        Assert.Contains("Asking:Endpoint:Url", Assert.Single(Problems()), StringComparison.Ordinal);
        _options.Endpoint.Url = "http://127.0.0.1:8080/v1";
        Assert.Empty(Problems());
    }

    [Fact]
    public void Validate_WhatRunsAPlannersModel_SaysAllThatIsWrong()
    {
        _options.Endpoint.Url = "http://203.0.113.7/v1";
        (_options.Gguf.Library, _options.Gguf.Rows, _options.Gguf.Threads) = ("/nowhere/libllama.so", 0, 0);
        var problems = string.Join('\n', Problems());
        Assert.All((string[])["Asking:Endpoint:Url", "Asking:Gguf:Library", "Asking:Gguf:Rows: 0", "Asking:Gguf:Threads: 0"], text => Assert.Contains(text, problems, StringComparison.Ordinal));
    }

    private IEnumerable<string> Problems() => new AskingOptionsValidator().Validate(null, _options).Failures ?? [];
}
