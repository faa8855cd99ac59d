using EdgeEngines.Gguf;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Tools;

namespace EdgeHost.Asking;

/// <summary>Section <c>Asking</c>: questions over MQTT and HTTP.</summary>
internal sealed class AskingOptions
{
    public const string ShippedPlanner = "street-planner";

    /// <summary>Questions that may wait, of all ways of asking together; one is answered at a time. A further one is refused at once. Default 8:
    /// with a few hundred milliseconds each, the last one in the queue still gets its answer within the default budget.</summary>
    public int QueueLength { get; set; } = 8;

    /// <summary>For a question that names no budget, its time in the queue included. Default 5.</summary>
    public double BudgetSeconds { get; set; } = 5;

    /// <summary>Sets of tools that are offered beside the core: vehicle, wearable, field. Empty: all.</summary>
    public List<string> Packs { get; set; } = [];

    /// <summary>The camera that a question is about which names none. Null: the only one.</summary>
    public string? Camera { get; set; }

    /// <summary>The encoders that tell colours and states; loaded at start, in the background. Empty: none, and no such tools.</summary>
    public string ImageEncoder { get; set; } = "street-dual-encoder-image";
    public string TextEncoder { get; set; } = "street-dual-encoder-text";

    /// <summary>Who writes the plan of a question, best first: names or folders of models that write text, <c>known</c> and <c>retrieval</c>, which need none;
    /// <c>endpoint</c> and <c>gguf:NAME</c> as docs/planners.md says. The first that has a plan is taken;
    /// one that cannot be loaded is left out, which the log says. Empty: <c>known</c>, <see cref="ShippedPlanner"/>, <c>retrieval</c>.</summary>
    public List<string> Planners { get; set; } = [];

    /// <summary>A model's plan that it gives a smaller probability than this is not taken, 0 to 1: fewer wrong answers, fewer answers. Default 0.25 (docs/decisions/0019);
    /// 0 takes every plan. A server that tells no probabilities is not held to it.</summary>
    public double LeastConfidence { get; set; } = new ModelPlannerLimits().LeastConfidence;

    /// <summary>The planner <c>endpoint</c>: a model behind an OpenAI-compatible address.</summary>
    public ChatModelOptions Endpoint { get; set; } = new();

    /// <summary>For planners named <c>gguf:NAME</c>, which llama.cpp runs; with the target <c>jetson</c> only.</summary>
    public GgufOptions Gguf { get; set; } = new();

    /// <summary>A picture larger than this is left out of an answer, which says so. Default 1 MiB: a third more as base64, and brokers and
    /// browsers take that.</summary>
    public int SnapshotBytes { get; set; } = 1 << 20;

    public AskingHttpOptions Http { get; set; } = new();

    public TimeSpan Budget => TimeSpan.FromSeconds(BudgetSeconds);

    /// <summary>Once validated.</summary>
    public ToolPacks ToolPacks => Packs.Count == 0 ? ToolPacks.All : Packs.Aggregate(ToolPacks.Core, (all, name) => all | ToolPackNames.Parse(name)!.Value);
}

/// <summary>Section <c>Asking:Http</c>: <c>POST /ask</c>.</summary>
internal sealed class AskingHttpOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Where to listen. Another address than a loopback one needs a <see cref="TokenFile"/>.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Default 8470. On a loopback address the next free one if it is taken, which the log says.</summary>
    public int Port { get; set; } = 8470;

    /// <summary>File with the token that who asks must show (<c>Authorization: Bearer …</c>), at least 16 characters; a line end behind it does
    /// not count. Read at start. Null: no token, loopback only.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Connections at a time; a further one is closed. Default 16.</summary>
    public int Connections { get; set; } = 16;
}
