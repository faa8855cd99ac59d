using EdgeHost.Composition;
using EdgeHost.Frames;

namespace EdgeHost.Console;

/// <summary>Says in the log what runs and where to listen.</summary>
internal sealed class Greeting(BrokerLink broker, ILogger<Greeting> log)
{
    public void Say(FramePipeline pipeline)
    {
        foreach (var post in pipeline.Posts)
        {
            if (post.Worker is { } worker)
                ConsoleLog.Runs(log, post.Id, worker.Settings.Uri.ToString(), post.Line.Name);
        }
        if (broker.EmbeddedPort is { } port)
            ConsoleLog.Listen(log, port, broker.Link.Topics.ToString());
    }
}
