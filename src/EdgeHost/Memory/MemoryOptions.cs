using EdgeHost.Configuration;

namespace EdgeHost.Memory;

/// <summary>Section <c>Memory</c>: what is remembered of what the cameras saw, and for how long. docs/decisions has the reasons.</summary>
internal sealed class MemoryOptions
{
    public const string Section = "Memory";

    /// <summary>Off, nothing is written.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The file. Null: <c>memory.db</c> in systemd's state directory, else in <c>$XDG_STATE_HOME/edgehost</c>
    /// (<c>~/.local/state/edgehost</c>).</summary>
    public string? Path { get; set; }

    /// <summary>What is older is forgotten. A week: enough for "where did I leave it", not a record of somebody's life.</summary>
    public double MostDays { get; set; } = 7;

    /// <summary>Beyond this the oldest is forgotten, one batch late. 256 MiB: a week of ten things in sight at a time.</summary>
    public long MostBytes { get; set; } = 256L << 20;

    /// <summary>Where a thing is, is written when it comes, when it was last seen, and this often while it stays.</summary>
    public double EverySeconds { get; set; } = 10;

    /// <summary>Lets the encoders say what colour a thing has, in what state it is, and what it is on; a few crops a second, beside the frame line.</summary>
    public bool Words { get; set; } = true;

    /// <summary>Keeps a picture of each thing and its vector, people included. Off: only words, places and times are kept.</summary>
    public bool Crops { get; set; }

    public string ImageEncoder { get; set; } = "street-dual-encoder-image";
    public string TextEncoder { get; set; } = "street-dual-encoder-text";

    public string File() => Path is { } path ? System.IO.Path.GetFullPath(path) : StateFolder.File(FileName);

    private const string FileName = "memory.db";
}
