using System.Reflection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace RewardHub.Tests;

public sealed class LogIdTests
{
    [Fact]
    public void EventIds_AreUniqueAndInTheBlockOfTheHub()
    {
        var ids = typeof(Hub).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(ids, id => Assert.InRange(id, 7000, 7099));
    }
}
