using Telemetry.Spool;

namespace EdgeHost.Configuration;

/// <summary>Section <c>Spool</c>: what must not be lost waits here on the disk until somebody has taken it. One folder for each who takes:
/// docs/decisions/0012 has the reasons.</summary>
internal sealed class SpoolingOptions
{
    public const string Section = "Spool";

    /// <summary>Off, events wait in memory and are lost with the process, and no rewards are kept.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Holds <c>events</c> and <c>rewards</c>. Null: <c>spool</c> in systemd's state directory, else in <c>$XDG_STATE_HOME/edgehost</c>
    /// (<c>~/.local/state/edgehost</c>). One process at a time.</summary>
    public string? Directory { get; set; }

    /// <summary>For the broker. 256 MiB: some 150,000 events, a month of a quiet gate or a day of a busy crossing.</summary>
    public SpoolShare Events { get; set; } = new() { MaxBytes = 256L << 20 };

    /// <summary>For the hub: rewards, traces, pictures.</summary>
    public SpoolShare Rewards { get; set; } = new() { MaxBytes = 512L << 20 };

    public SpoolOptions ForEvents() => Events.In(Folder("events"));

    public SpoolOptions ForRewards() => Rewards.In(Folder("rewards"));

    /// <summary>Records that the hub will never take.</summary>
    public string DeadLetters => Folder("dead-letters");

    /// <summary>All that is wrong, at once.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Directory is { } path && (path.Length == 0 || path.Contains('\0') || File.Exists(path)) ? [$"{Section}:{nameof(Directory)} is '{path}': expected a folder"] : (string[])[],
        .. SpoolOptionsCheck.Problems(ForEvents(), $"{Section}:{nameof(Events)}"),
        .. SpoolOptionsCheck.Problems(ForRewards(), $"{Section}:{nameof(Rewards)}"),
    ];

    private string Folder(string name) => Path.Combine(Directory is { Length: > 0 } given ? Path.GetFullPath(given) : StateFolder.File("spool"), name);
}

/// <summary>How much room one of the spools may take.</summary>
internal sealed class SpoolShare
{
    /// <summary>All of its files together. The least valuable and oldest records go when it is reached, and each loss is told.</summary>
    public long MaxBytes { get; set; }

    /// <summary>Size of one file, of which one is set aside for a full disk. Smaller ones for a smaller <see cref="MaxBytes"/>, which is four at least.</summary>
    public int SegmentBytes { get; set; } = 8 << 20;

    public SpoolOptions In(string folder) => new() { Directory = folder, MaxBytes = MaxBytes, SegmentBytes = SegmentBytes };
}
