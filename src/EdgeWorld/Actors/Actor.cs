using EdgeWorld.Behaviours;
using EdgeWorld.Numerics;

namespace EdgeWorld.Actors;

/// <summary>
/// One thing in the world. Its position is the centre of its footprint on what it stands on; its heading counts clockwise from
/// north (y). Length runs along the heading, width across it.
/// </summary>
internal sealed class Actor(ActorKind kind, int trackId)
{
    public ActorKind Kind { get; } = kind;

    public int TrackId { get; set; } = trackId;

    public Vec3 Position { get; set; }

    public double Heading { get; set; }

    public Vec3 Velocity { get; set; }

    public double Length { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    public Paint Colour { get; set; }

    public Paint Second { get; set; }

    public Rgb Skin { get; set; }

    public Rgb Hair { get; set; }

    /// <summary>Which of a kind's builds this is (saloon, hatchback, …).</summary>
    public int Variant { get; set; }

    /// <summary>"walking", "red", "parked": what it does or shows now.</summary>
    public string State { get; set; } = "";

    /// <summary>What a person has: "cane", "pram", "dog", or null.</summary>
    public string? With { get; set; }

    /// <summary>Angle of the gait or the wheels, in radians.</summary>
    public double Phase { get; set; }

    public bool Braking { get; set; }

    /// <summary>How far a door stands open, 0 to 1.</summary>
    public double Openness { get; set; }

    /// <summary>A house's columns of windows, counted to the north, whose ground floor a door takes.</summary>
    public uint DoorColumns { get; set; }

    /// <summary>What a small thing lies on.</summary>
    public Actor? Support { get; set; }

    public Behaviour? Behaviour { get; set; }

    /// <summary>False while it waits outside the simulated stretch of street for room to come back in.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Track the block of street that it furnishes, so that it leaves with it.</summary>
    public int Block { get; set; } = int.MinValue;

    public Vec3 Forward => new(Trigonometry.Sin(Heading), Trigonometry.Cos(Heading), 0);

    public Vec3 Right => new(Trigonometry.Cos(Heading), -Trigonometry.Sin(Heading), 0);

    public bool IsVehicle => Kind <= ActorKind.Bicycle;

    public bool Moves => Behaviour is not null;

    public double Speed => Velocity.Length;

    /// <summary>Half the extent of the footprint along a unit direction.</summary>
    public double HalfExtent(Vec3 direction) =>
        (Math.Abs(Forward.Dot(direction)) * Length / 2) + (Math.Abs(Right.Dot(direction)) * Width / 2);

    public Vec3 FromLocal(double x, double y, double z)
    {
        var forward = Forward;
        return new(Position.X + (forward.Y * x) + (forward.X * y), Position.Y - (forward.X * x) + (forward.Y * y), Position.Z + z);
    }
}
