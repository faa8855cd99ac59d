namespace EdgePlanner.Generating.Endpoints;

/// <summary>A model behind an address that speaks as OpenAI's does: llama-server, Ollama, vLLM. Check with <see cref="ChatModelOptionsCheck"/> before use.</summary>
public sealed class ChatModelOptions
{
    /// <summary>With the version, such as <c>http://127.0.0.1:8080/v1</c>; <c>chat/completions</c> is put behind it. Null: there is none.</summary>
    public string? Url { get; set; }

    /// <summary>As the server calls it; llama-server, which has one only, takes any.</summary>
    public string Model { get; set; } = "default";

    /// <summary>How the server is told the grammar of plans. Default none: Ollama takes none, and a server that does not know the field may refuse it.</summary>
    public ServerGrammar Grammar { get; set; }

    /// <summary>Environment variable that holds the key. Read at every question; neither it nor <see cref="KeyFile"/>: no key is sent.</summary>
    public string? KeyVariable { get; set; }

    /// <summary>File that holds the key; a line end behind it does not count. Read at every question.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Plain http to an address that is neither this machine nor in a private network: question and key can be read on the way.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Default 2 s: a server nearby that does not take a connection by then is down.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For a plan, from the first byte sent to the last one received. Default 20 s: a model of 7 billion parameters on a small GPU writes a plan in a few. A question's own
    /// budget ends the wait sooner.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Of the server's answer as it comes, with all that is around the plan. Default 512 KiB: about a thousand tokens, each in an event of its own.</summary>
    public int AnswerBytes { get; set; } = 512 * 1024;

    /// <summary>Failures in a row after which the server is left alone for <see cref="Pause"/>; then one question tries again. Default 3.</summary>
    public int FailuresBeforePause { get; set; } = 3;

    /// <summary>Default 30 s: as long as a server takes to load a model.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>The field in which a server takes a grammar.</summary>
public enum ServerGrammar
{
    /// <summary>The model writes what it likes, and the plan is checked afterwards.</summary>
    None,

    /// <summary>llama-server: <c>grammar</c>.</summary>
    LlamaServer,

    /// <summary>vLLM since 0.12: <c>structured_outputs.grammar</c>.</summary>
    Vllm,

    /// <summary>vLLM before that: <c>guided_grammar</c>.</summary>
    VllmGuided,
}
