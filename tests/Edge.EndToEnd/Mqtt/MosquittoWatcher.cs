using System.Globalization;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Mqtt;

/// <summary>Everything that a broker passes on, as <c>mosquitto_sub</c> sees it. Comes back by itself when the broker does.</summary>
internal sealed class MosquittoWatcher : IDisposable
{
    /// <summary>Published, retained, before each subscription: where it shows up the subscription stands.</summary>
    private const string Marker = "watcher/here";

    private static readonly TimeSpan s_subscribeBound = TimeSpan.FromSeconds(15);

    private readonly Journal<MqttMessage> _messages = new();
    private readonly int _port;
    private readonly Child _child;
    private int _markers;

    private MosquittoWatcher(int port)
    {
        _port = port;
        _child = Child.Start(
            Tool.Need("mosquitto_sub", "mosquitto-clients"),
            ["-h", "127.0.0.1", "-p", Text(port), "-V", "5", "-q", "2", "--retain-as-published", "-t", "#", "-F", MqttMessage.Format],
            onOutput: line => _messages.Add(MqttMessage.Parse(line)));
    }

    public IEnumerable<MqttMessage> All => _messages.All.Where(message => message.Topic != Marker);

    /// <summary>Messages so far; a place to wait from.</summary>
    public int Count => _messages.All.Count;

    public static async Task<MosquittoWatcher> StartAsync(int port)
    {
        await PublishMarkerAsync(port, "0");
        var watcher = new MosquittoWatcher(port);
        await watcher.SeeMarkerAsync("0");
        return watcher;
    }

    /// <summary>Behind a restart of the broker: waits until the subscription stands again.</summary>
    public async Task ReturnAsync()
    {
        var marker = Text(++_markers);
        await PublishMarkerAsync(_port, marker);
        await SeeMarkerAsync(marker);
    }

    public IReadOnlyList<MqttMessage> On(string topic) => [.. All.Where(message => message.Topic == topic)];

    /// <summary>The first message that fits, from the place <paramref name="from"/> on.</summary>
    public async Task<MqttMessage> WaitAsync(string topic, Func<MqttMessage, bool> fits, TimeSpan within, Func<string> story, int from = 0)
    {
        var found = await _messages.FirstAsync(message => message.Topic == topic && fits(message), within, from);
        Assert.True(found is not null, $"no such message on {topic} within {within.TotalSeconds:0.#} s; there were\n{Summary(topic)}\n{story()}");
        return found;
    }

    public void Dispose() => _child.Dispose();

    private string Summary(string topic)
    {
        var topics = All.GroupBy(message => message.Topic).Select(group => $"  {group.Count(),5} on {group.Key}");
        var latest = On(topic).TakeLast(3).Select(message => "  last: " + message.Text);
        return string.Join('\n', topics.Concat(latest));
    }

    private static Task PublishMarkerAsync(int port, string marker) => MosquittoClient.PublishAsync(port, Marker, marker, "-r");

    private async Task SeeMarkerAsync(string marker)
    {
        var seen = await _messages.FirstAsync(message => message.Topic == Marker && message.Text == marker, s_subscribeBound);
        Assert.True(seen is not null, $"mosquitto_sub did not subscribe within {s_subscribeBound.TotalSeconds:0.#} s\n{_child.Story()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
