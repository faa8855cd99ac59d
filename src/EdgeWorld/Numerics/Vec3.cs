namespace EdgeWorld.Numerics;

/// <summary>
/// A point or direction in metres: x to the right (east), y ahead (north), z up. Plain double arithmetic in a fixed order, so
/// that every machine gets the same bits; vector instructions may sum in another order.
/// </summary>
public readonly record struct Vec3(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator *(Vec3 a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    public double Dot(Vec3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Vec3 Cross(Vec3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));

    public Vec3 Normalised()
    {
        var length = Length;
        return length > 0 ? this * (1 / length) : this;
    }

    /// <summary>Distance over the ground.</summary>
    public double GroundDistance(Vec3 b)
    {
        var dx = X - b.X;
        var dy = Y - b.Y;
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
