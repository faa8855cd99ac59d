using System.Globalization;
using System.Text;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Mqtt;

/// <summary>Publishes with <c>mosquitto_pub</c>, asks with <c>mosquitto_rr</c>.</summary>
internal static class MosquittoClient
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(15);

    public static Task PublishAsync(int port, string topic, string payload, params string[] options) =>
        PublishAsync(port, topic, Encoding.UTF8.GetBytes(payload), options);

    public static async Task PublishAsync(int port, string topic, byte[] payload, params string[] options)
    {
        string[] arguments = ["-h", "127.0.0.1", "-p", Text(port), "-V", "5", "-q", "1", "-t", topic, payload.Length > 0 ? "-s" : "-n", .. options];
        using var child = Child.Start(Tool.Need("mosquitto_pub", "mosquitto-clients"), arguments, input: payload);
        var code = await child.ExitAsync(s_bound);
        Assert.True(code == 0, $"mosquitto_pub could not publish on {topic}: exit code {code}\n{child.Story()}");
    }

    /// <summary>An MQTT 5 request: the answer comes on the response topic named here, with the request's correlation data.</summary>
    /// <returns>Correlation data and payload of the answer.</returns>
    public static async Task<(string Correlation, string Payload)> AskAsync(int port, string topic, string responseTopic, string correlation, string payload)
    {
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", Text(port), "-V", "5", "-q", "1", "-W", Text((int)s_bound.TotalSeconds), "-t", topic, "-e", responseTopic,
            "-D", "PUBLISH", "correlation-data", correlation, "-m", payload, "-F", @"%D\t%p",
        ];
        using var child = Child.Start(Tool.Need("mosquitto_rr", "mosquitto-clients"), arguments);
        var code = await child.ExitAsync(s_bound + s_bound);
        Assert.True(code == 0, $"no answer to {topic} on {responseTopic}: exit code {code}\n{child.Story()}");
        var parts = child.Output.Text.Split('\t', 2);
        return (parts[0], parts[1]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
