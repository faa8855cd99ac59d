using System.Numerics;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>What the lines so far have named. Equal histories share one object, so that it stands for itself in a cache.</summary>
internal sealed class PlanScope
{
    /// <summary>Names in the order in which they are given: a letter each, without <c>r</c>, with which <c>return</c> begins.</summary>
    public const string Letters = "abcdefghijklmnopqstuvwxyz";

    private readonly Dictionary<(PlanType, uint, long, int), PlanScope> _after = [];
    private readonly PlanType[] _types;

    private readonly int _mostStatements;

    private PlanScope(PlanType[] types, uint unused, long spentUnits, int largest, int mostStatements)
    {
        (_types, Unused, SpentUnits, Largest, _mostStatements) = (types, unused, spentUnits, largest, mostStatements);
        UnusedTypes = TypeCounts.Of(types, unused);
        foreach (var type in types)
            Known |= (ushort)(1 << (int)type);
    }

    /// <param name="mostStatements">Of the whole plan, the return among them.</param>
    public static PlanScope NewPlan(int mostStatements) => new([], 0, 0, 0, mostStatements);

    public int Count => _types.Length;

    /// <summary>A bit a name.</summary>
    public uint Unused { get; }

    public TypeCounts UnusedTypes { get; }

    /// <summary>A bit a type.</summary>
    public ushort Known { get; }

    /// <summary>Most that the lines so far can be charged.</summary>
    public long SpentUnits { get; }

    /// <summary>Most elements that any of the names can hold.</summary>
    public int Largest { get; }

    /// <summary>Calls that may stand behind the lines so far, with the return after them.</summary>
    public int CallsLeft => _mostStatements - 1 - Count;

    /// <summary>Which tools a next line may call; null until somebody has found out.</summary>
    public bool[]? Fitting { get; set; }

    public bool MayReturn => Count > 0 && BitOperations.PopCount(Unused) <= 1;

    public PlanType TypeOf(int name) => _types[name];

    /// <summary>May be returned: the one that is unused, else any.</summary>
    public bool MayReturnName(int name) => name < Count && (Unused == 0 || Unused == 1u << name);

    /// <summary>After one more line.</summary>
    /// <param name="used">Names that it uses.</param>
    public PlanScope After(PlanType result, uint used, long units, int size)
    {
        var key = (result, used & Unused, units, size);
        if (!_after.TryGetValue(key, out var scope))
        {
            scope = new PlanScope([.. _types, result], (Unused & ~used) | (1u << Count), SpentUnits + units, Math.Max(Largest, size), _mostStatements);
            _after[key] = scope;
        }
        return scope;
    }
}
