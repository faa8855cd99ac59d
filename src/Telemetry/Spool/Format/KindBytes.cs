using System.Runtime.CompilerServices;

namespace Telemetry.Spool.Format;

/// <summary>Bytes that the records of each kind take, headers included, by the kind's number.</summary>
[InlineArray(Kinds)]
internal struct KindBytes
{
    public const int Kinds = 7;
    private long _first;

    public readonly long Of(RecordKind kind) => this[(int)kind];
}
