using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Rooms;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>Floor, ceiling and walls around the camera; being inside, nothing of them hides anything.</summary>
internal sealed unsafe class RoomPainter(WorldState world, Mood mood, Brush brush)
{
    private readonly CameraView _view = world.Rig.View;
    private readonly Vec3[] _quad = new Vec3[4];

    public void Paint(uint* pixels)
    {
        var room = world.Room!;
        // The walls' own colour, so that no dark seam shows where their soft edges meet.
        new Span<uint>(pixels, _view.Width * _view.Height).Fill(0xFF000000 | (uint)(room.Wall.R << 16) | (uint)(room.Wall.G << 8) | room.Wall.B);
        var lamp = mood.IsNight ? 0.78 : mood.LightsOn ? 0.88 : 1.0;
        double w = room.HalfWidth, l = room.HalfLength, h = room.Height;
        Fill(new(-w, -l, 0), new(w, -l, 0), new(w, l, 0), new(-w, l, 0), room.Floor.Scaled(0.92 * lamp));
        Boards(room, lamp);
        Fill(new(-w, -l, h), new(w, -l, h), new(w, l, h), new(-w, l, h), Room.Ceiling.Scaled(0.93 * lamp));
        Wall(new(-w, l, 0), new(w, l, 0), h, room.Wall.Scaled(0.96 * lamp));
        Wall(new(-w, -l, 0), new(w, -l, 0), h, room.Wall.Scaled(0.9 * lamp));
        Wall(new(-w, -l, 0), new(-w, l, 0), h, room.Wall.Scaled(0.86 * lamp));
        Wall(new(w, -l, 0), new(w, l, 0), h, room.Wall.Scaled(0.82 * lamp));
        for (var y = -l + 1.5; y < l; y += 3)
            Fill(new(-0.3, y - 0.5, h - 0.01), new(0.3, y - 0.5, h - 0.01), new(0.3, y + 0.5, h - 0.01), new(-0.3, y + 0.5, h - 0.01), new Rgb(255, 253, 244));
    }

    private void Wall(Vec3 a, Vec3 b, double height, Rgb colour)
    {
        var up = new Vec3(0, 0, height);
        Fill(a, b, b + up, a + up, colour);
        var skirting = new Vec3(0, 0, 0.09);
        Fill(a, b, b + skirting, a + skirting, colour.Scaled(0.72));
    }

    private void Boards(Room room, double lamp)
    {
        var step = room.Planks ? 0.24 : 0.6;
        brush.Begin();
        for (var x = -room.HalfWidth + step; x < room.HalfWidth; x += step)
            Add(new(x - 0.006, -room.HalfLength, 0), new(x + 0.006, -room.HalfLength, 0), new(x + 0.006, room.HalfLength, 0), new(x - 0.006, room.HalfLength, 0));
        for (var y = -room.HalfLength + step; !room.Planks && y < room.HalfLength; y += step)
            Add(new(-room.HalfWidth, y - 0.006, 0), new(-room.HalfWidth, y + 0.006, 0), new(room.HalfWidth, y + 0.006, 0), new(room.HalfWidth, y - 0.006, 0));
        brush.Fill(room.Floor.Scaled(0.7 * lamp), 170);
    }

    private void Fill(Vec3 a, Vec3 b, Vec3 c, Vec3 d, Rgb colour)
    {
        brush.Begin();
        Add(a, b, c, d);
        brush.Fill(colour);
    }

    private void Add(Vec3 a, Vec3 b, Vec3 c, Vec3 d)
    {
        (_quad[0], _quad[1], _quad[2], _quad[3]) = (_view.FromWorld(a), _view.FromWorld(b), _view.FromWorld(c), _view.FromWorld(d));
        brush.Add(_quad);
    }
}
