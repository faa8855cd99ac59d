namespace EdgeWorld.Actors;

/// <summary>An 8-bit colour.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public Rgb Scaled(double gain) => new(Clip(R * gain), Clip(G * gain), Clip(B * gain));

    public Rgb Towards(Rgb other, double share) => new(
        Clip(R + ((other.R - R) * share)), Clip(G + ((other.G - G) * share)), Clip(B + ((other.B - B) * share)));

    private static byte Clip(double value) => (byte)(value <= 0 ? 0 : value >= 255 ? 255 : value);
}
