namespace EdgeWorld.Numerics;

/// <summary>PCG32 (O'Neill 2014, XSH-RR): the same numbers from the same seed on every machine and runtime version.</summary>
internal sealed class WorldRandom
{
    private readonly ulong _increment;
    private ulong _state;

    public WorldRandom(ulong seed, ulong stream)
    {
        _increment = (stream << 1) | 1;
        _state = seed + _increment;
        NextUInt();
    }

    public uint NextUInt()
    {
        var old = _state;
        _state = (old * 6364136223846793005UL) + _increment;
        var word = (uint)(((old >> 18) ^ old) >> 27);
        var turn = (int)(old >> 59);
        return (word >> turn) | (word << (-turn & 31));
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => NextUInt() * (1.0 / 4294967296.0);

    public double Between(double low, double high) => low + ((high - low) * Next());

    /// <summary>Uniform integer in [low, high).</summary>
    public int Between(int low, int high) => low + (int)(Next() * (high - low));

    public bool Chance(double probability) => Next() < probability;

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Between(0, choices.Length)];

    /// <summary>A stream of its own for a part of the world, e.g. one block of the street.</summary>
    public static WorldRandom ForPart(ulong seed, long part) => new(seed * 0x9E3779B97F4A7C15UL, unchecked((ulong)part * 0xD1B54A32D192ED03UL));
}
