using System.Diagnostics.CodeAnalysis;
using EdgeEngines.Frames;

namespace EdgeEngines.Pictures;

/// <summary>What became of an encoded picture. Whoever gets a frame holds its lease; a bad picture is an ordinary event, not an
/// exception.</summary>
public readonly record struct DecodedPicture
{
    private DecodedPicture(DecodeOutcome outcome, Frame? frame, string? reason) => (Outcome, Frame, Reason) = (outcome, frame, reason);

    public DecodeOutcome Outcome { get; }

    public Frame? Frame { get; }

    /// <summary>Why there is no frame: what was expected and what was found.</summary>
    public string? Reason { get; }

    [MemberNotNullWhen(true, nameof(Frame))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool Succeeded => Outcome == DecodeOutcome.Decoded;

    internal static DecodedPicture Of(Frame frame) => new(DecodeOutcome.Decoded, frame, null);

    internal static DecodedPicture Refused(string reason) => new(DecodeOutcome.Refused, null, reason);

    internal static DecodedPicture NoRoom { get; } = new(DecodeOutcome.NoRoom, null, "every frame of the pool is out on lease");
}

public enum DecodeOutcome
{
    /// <summary>Not the default, so that a forgotten result is no success.</summary>
    Refused,

    /// <summary>No frame was free, and the caller did not want to wait.</summary>
    NoRoom,

    Decoded,
}
