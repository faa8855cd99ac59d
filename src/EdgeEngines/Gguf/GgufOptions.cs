namespace EdgeEngines.Gguf;

/// <summary>A model that llama.cpp runs; only with the target <c>jetson</c>.</summary>
public sealed class GgufOptions
{
    /// <summary>Null: the one in the model's folder that has the model's name.</summary>
    public string? File { get; set; }

    /// <summary>Lower-case hex. Null: the file is taken as it is, as where a bundle vouched for the folder.</summary>
    public string? Sha256 { get; set; }

    /// <summary>A llama.cpp of one's own (<c>libllama.so</c>, its ggml libraries beside it, found by their RUNPATH): on a Jetson the CUDA build. Null: the one that LLamaSharp finds.</summary>
    public string? Library { get; set; }

    /// <summary>Layers that run on the GPU. Default 99: all that there are.</summary>
    public int GpuLayers { get; set; } = 99;

    /// <summary>Default 2: the others have frames to look at.</summary>
    public int Threads { get; set; } = 2;

    /// <summary>A LoRA adapter over the weights, as GGUF. Null: none.</summary>
    public string? Adapter { get; set; }

    public float AdapterScale { get; set; } = 1;

    /// <summary>Tokens of a prompt and its plan together. 0: as the model's description says.</summary>
    public int Context { get; set; }

    /// <summary>Plans that may be written side by side, each with a context of its own in memory beside what they share. Default 4.</summary>
    public int Rows { get; set; } = 4;

    /// <summary>Where what the model made of the first prompt is kept from one start to the next: the documentation of the tools, which most prompts begin with. Null: it is read again.</summary>
    public string? StateDirectory { get; set; }
}
