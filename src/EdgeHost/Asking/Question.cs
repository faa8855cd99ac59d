namespace EdgeHost.Asking;

/// <summary>A question as somebody asked it, read and checked for form; or what is wrong with its form.</summary>
internal sealed record Question
{
    /// <summary>The asker's own name for it, or one of ours: comes back with the answer.</summary>
    public required string Id { get; init; }

    /// <summary>In words; empty where it could not be read.</summary>
    public string Text { get; init; } = "";

    /// <summary>Null: the only one, or the one of the settings.</summary>
    public string? Camera { get; init; }

    /// <summary>From when it was asked to its answer.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    public EvidenceKind Evidence { get; init; } = EvidenceKind.Boxes;

    /// <summary>Why it is no question; null where it is one.</summary>
    public string? Problem { get; init; }
}

/// <summary>What an answer brings to show what it is about.</summary>
internal enum EvidenceKind
{
    None,

    /// <summary>Of the last set of things that the plan made.</summary>
    Boxes,

    /// <summary>Those, and the picture that was asked about with them drawn in.</summary>
    Snapshot,
}
