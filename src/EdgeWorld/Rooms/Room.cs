using EdgeWorld.Actors;

namespace EdgeWorld.Rooms;

/// <summary>Four walls around the origin: x from -HalfWidth to HalfWidth, y from -HalfLength to HalfLength, in metres.</summary>
internal sealed record Room(double HalfWidth, double HalfLength, double Height, Rgb Wall, Rgb Floor, bool Planks)
{
    public static readonly Rgb Ceiling = new(238, 238, 236);
}
