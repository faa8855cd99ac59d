namespace EdgeWorld.Numerics;

/// <summary>
/// Sine, cosine, arc tangent and exponential from IEEE + - * / and floor alone. The C library's differ in the last bit between
/// machines, and a world that diverges by one bit diverges altogether after some seconds. Errors are below 1e-9.
/// </summary>
public static class Trigonometry
{
    public const double Pi = 3.14159265358979323846;

    public static double Radians(double degrees) => degrees * (Pi / 180);

    public static double Degrees(double radians) => radians * (180 / Pi);

    /// <summary>The same angle in [-π, π).</summary>
    public static double Wrap(double radians) => radians - (2 * Pi * Math.Floor((radians + Pi) / (2 * Pi)));

    public static double Sin(double radians)
    {
        var x = Wrap(radians);
        if (x > Pi / 2)
            x = Pi - x;
        else if (x < -Pi / 2)
            x = -Pi - x;
        var q = x * x;
        // Taylor's series to x^15: the next term is below 1e-11 at π/2.
        return x * (1 + (q * ((-1.0 / 6) + (q * ((1.0 / 120) + (q * ((-1.0 / 5040) + (q * ((1.0 / 362880) + (q * ((-1.0 / 39916800)
            + (q * ((1.0 / 6227020800) - (q / 1307674368000))))))))))))));
    }

    public static double Cos(double radians) => Sin(radians + (Pi / 2));

    public static double Tan(double radians) => Sin(radians) / Cos(radians);

    /// <summary>Angle of (x, y) as the C library's atan2 counts it.</summary>
    public static double Atan2(double y, double x)
    {
        if (x == 0 && y == 0)
            return 0;
        var ax = Math.Abs(x);
        var ay = Math.Abs(y);
        var angle = ax >= ay ? Atan(ay / ax) : (Pi / 2) - Atan(ax / ay);
        if (x < 0)
            angle = Pi - angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>e^x.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        // e^x = (e^(x/2^k))^(2^k) with the small power from its series.
        var halvings = 0;
        while (Math.Abs(x) > 0.25)
        {
            x *= 0.5;
            halvings++;
        }
        var result = 1 + (x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5 * (1 + (x / 6 * (1 + (x / 7 * (1 + (x / 8)))))))))))))));
        for (; halvings > 0; halvings--)
            result *= result;
        return result;
    }

    private static double Atan(double t)
    {
        // Twice atan(t) = 2 atan(t / (1 + sqrt(1 + t²))), which leaves |t| ≤ 0.2 for the series.
        t /= 1 + Math.Sqrt(1 + (t * t));
        t /= 1 + Math.Sqrt(1 + (t * t));
        var q = t * t;
        return 4 * t * (1 - (q * ((1.0 / 3) - (q * ((1.0 / 5) - (q * ((1.0 / 7) - (q * ((1.0 / 9) - (q * ((1.0 / 11) - (q / 13))))))))))));
    }
}
