using Telemetry.Mqtt;

namespace Telemetry.Tests.Brokers;

internal static class LinkExtensions
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The first status, from now on, that is as wanted.</summary>
    public static async Task<LinkStatus> WhenAsync(this MqttLink link, Func<LinkStatus, bool> wanted)
    {
        var seen = new TaskCompletionSource<LinkStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(LinkStatus status)
        {
            if (wanted(status))
                seen.TrySetResult(status);
        }
        link.StatusChanged += Look;
        Look(link.Status);
        try
        {
            return await seen.Task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the link is {link.Status}");
        }
        finally
        {
            link.StatusChanged -= Look;
        }
    }

    public static Task<LinkStatus> WhenConnectedAsync(this MqttLink link) => link.WhenAsync(status => status.IsConnected);
}
