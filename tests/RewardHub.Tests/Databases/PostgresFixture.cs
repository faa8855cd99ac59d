using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Databases;

/// <summary>One PostgreSQL for the whole assembly, and one hub for all tests that need no settings of their own; they keep apart by device.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1);
    private PostgresServer? _server;
    private string? _reason;
    private TestHub? _hub;

    /// <summary>A new database; skips the test where there is no PostgreSQL.</summary>
    public Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(_server is null, _reason ?? "PostgreSQL did not start");
        return _server.CreateDatabaseAsync();
    }

    internal async Task<TestHub> HubAsync()
    {
        await _one.WaitAsync();
        try
        {
            return _hub ??= await TestHub.StartAsync(this);
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask InitializeAsync()
    {
        _server = PostgresServer.TryStart(out _reason);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
        _server?.Dispose();
        _one.Dispose();
    }
}
