namespace EdgePlanner.Values;

/// <summary>
/// What a step gives: a typed value, or <em>unknown</em> of that type with the reason. Holds a set, a number or a truth in its bits, so that
/// running a plan allocates nothing for it.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly ulong _bits;

    private Value(PlanType type, bool known, ulong bits, string? text, float uncertainty = 0, float confidence = 1)
    {
        (Type, IsKnown, _bits, Text, Uncertainty, Confidence) = (type, known, bits, text, uncertainty, confidence);
    }

    public PlanType Type { get; }

    /// <summary>False for unknown, and for an argument that was left out.</summary>
    public bool IsKnown { get; }

    /// <summary>How sure the world is, 0 to 1.</summary>
    public float Confidence { get; }

    /// <summary>Half width of the interval that holds the true number, in the value's unit; 0 where it is exact or not known.</summary>
    public float Uncertainty { get; }

    /// <summary>The text, the place of a moment, or the reason of an unknown.</summary>
    public string? Text { get; }

    public bool IsUnknown => !IsKnown && Type != PlanType.None;

    /// <summary>An argument that was left out.</summary>
    public static Value None => default;

    public ThingSet Set => new(_bits);

    public bool Truth => _bits != 0;

    public long Integer => (long)_bits;

    /// <summary>The number in the type's unit; an Int as well.</summary>
    public double Number => Type is PlanType.Int or PlanType.Clock ? (long)_bits : BitConverter.UInt64BitsToDouble(_bits);

    public static Value Unknown(PlanType type, string reason) => new(type, false, 0, reason, 0, 0);

    public static Value OfSet(PlanType type, ThingSet set, float confidence = 1) => new(type, true, set.Bits, null, 0, confidence);

    public static Value OfBoxes(ThingSet set, float confidence = 1) => OfSet(PlanType.Boxes, set, confidence);

    public static Value OfInt(long value) => new(PlanType.Int, true, (ulong)value, null);

    public static Value OfClock(int hour) => new(PlanType.Clock, true, (ulong)hour, null);

    public static Value OfBool(bool value, float confidence = 1) => new(PlanType.Bool, true, value ? 1UL : 0, null, 0, confidence);

    public static Value OfText(string text, float confidence = 1) => new(PlanType.Text, true, 0, text, 0, confidence);

    /// <summary>Float or a number with a unit; what is no number is unknown.</summary>
    public static Value OfNumber(PlanType type, double value, double uncertainty = 0, float confidence = 1) => double.IsFinite(value)
        ? new(type, true, BitConverter.DoubleToUInt64Bits(value), null, (float)uncertainty, confidence)
        : Unknown(type, "the number is not finite");

    public static Value OfMoment(double unixSeconds, string? place = null) =>
        new(PlanType.Moment, true, BitConverter.DoubleToUInt64Bits(unixSeconds), place);

    public Value WithConfidence(float confidence) => new(Type, IsKnown, _bits, Text, Uncertainty, confidence);

    /// <summary>Same type and same value; confidence and uncertainty do not count, nor does the reason of an unknown.</summary>
    public bool Equals(Value other) =>
        Type == other.Type && IsKnown == other.IsKnown && _bits == other._bits
        && (!IsKnown || string.Equals(Text, other.Text, StringComparison.Ordinal));

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Type, IsKnown, _bits);

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    public override string ToString() => ValueText.Of(this);
}
