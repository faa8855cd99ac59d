using EdgeHost.Events;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class EventsLogTests : ILogger
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Step_ZoneInPixelsOfALargerPicture_IsSaidOnce()
    {
        var options = Rig.With(new()
        {
            Zones = [new() { Name = "far", Points = "1000,10 1200,10 1100,50" }, new() { Name = "partly", Points = "600,10 1200,10 1100,50" }],
            Lines = [new() { Name = "below", Points = "10,400 600,500" }],
        });
        using var events = new CameraEvents(new("front"), new("edge/dev", new("front")), options, new(["person"]), new Outbox(), this);
        for (var i = 0; i < 3; i++)
            events.Step(new(i, i, 640, 360), []);

        Assert.Equal(2, _lines.Count);
        Assert.Contains("'far' lies outside its picture of 640x360", _lines[0], StringComparison.Ordinal);
        Assert.Contains("'below'", _lines[1], StringComparison.Ordinal);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}
