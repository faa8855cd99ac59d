namespace EdgeHost.Cameras.Framing;

[Flags]
internal enum NutFlags
{
    Key = 1,
    EndOfRelevance = 2,
    CodedPts = 8,
    StreamId = 16,
    SizeMsb = 32,
    Checksum = 64,
    Reserved = 128,
    SideData = 256,
    HeaderIndex = 1024,
    MatchTime = 2048,
    Coded = 4096,
    Invalid = 8192,
}

/// <summary>What one of the 256 frame codes stands for: the fields that a frame header with this first byte need not repeat.</summary>
internal readonly record struct NutFrameCode(
    NutFlags Flags, int Stream, int SizeMultiplier, int SizeLsb, long PtsDelta, int ReservedCount, int HeaderIndex);
