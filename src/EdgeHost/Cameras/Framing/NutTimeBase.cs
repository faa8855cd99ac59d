namespace EdgeHost.Cameras.Framing;

/// <summary>Seconds a tick, as a fraction.</summary>
internal readonly record struct NutTimeBase(uint Numerator, uint Denominator)
{
    public TimeSpan ToTime(long pts)
    {
        var ticks = (Int128)pts * Numerator * TimeSpan.TicksPerSecond / Denominator;
        return new TimeSpan((long)Int128.Clamp(ticks, TimeSpan.MinValue.Ticks / 2, TimeSpan.MaxValue.Ticks / 2));
    }

    /// <summary>The same moment in another base, rounded down as the specification's convert_ts does.</summary>
    public long To(NutTimeBase other, ulong ticks)
    {
        var scaled = (UInt128)ticks * Numerator * other.Denominator / ((UInt128)Denominator * other.Numerator);
        return scaled > long.MaxValue ? long.MaxValue : (long)scaled;
    }
}
