namespace RewardHub.Records;

/// <summary>One checked line of a batch, and what of it is looked for later.</summary>
internal sealed class RecordLine
{
    public required long Seq { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>The record as it came; of a picture without its data.</summary>
    public required string Body { get; set; }

    /// <summary>The answer that a reward, a trace or a picture is about.</summary>
    public string? Answer { get; set; }

    public string? User { get; set; }

    public string? Consent { get; set; }

    public string? Planner { get; set; }

    public RewardSource? Source { get; set; }

    public double? Reward { get; set; }

    /// <summary>A reward with its question, not feedback whose answer the device had forgotten.</summary>
    public bool Asked { get; set; }

    /// <summary>A reward that brings a better plan.</summary>
    public bool Corrected { get; set; }

    /// <summary>Of a gap: how many records.</summary>
    public long? Lost { get; set; }

    /// <summary>Of a gap: evicted, damaged, unfinished, refused.</summary>
    public string? LostBy { get; set; }

    public Picture? Picture { get; set; }
}

/// <param name="Sha256">Of the bytes: what it is stored under.</param>
/// <param name="Bytes">As the device encoded it.</param>
/// <param name="MediaType">One of three.</param>
internal sealed record Picture(byte[] Sha256, byte[] Bytes, string MediaType);
