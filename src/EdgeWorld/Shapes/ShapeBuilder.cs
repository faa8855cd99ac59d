using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>
/// Collects the parts of all objects of a frame. Shapes speak in their actor's own metres (x right, y ahead, z up from where
/// it stands); faces turned away from the eye are left out here. Buffers are kept from frame to frame.
/// </summary>
internal sealed partial class ShapeBuilder
{
    private Vec3[] _vertices = new Vec3[8192];
    private Part[] _parts = new Part[4096];
    private Vec3 _origin;
    private Vec3 _forward;
    private Vec3 _right;
    private Vec3 _eye;
    private double _pixelsPerMetre;
    private int _groupStart;

    public ShapeLight Light { get; set; }

    public int PartCount { get; private set; }

    public int VertexCount { get; private set; }

    public ReadOnlySpan<Part> Parts => _parts.AsSpan(0, PartCount);

    public ReadOnlySpan<Vec3> Vertices => _vertices.AsSpan(0, VertexCount);

    /// <summary>The eye in the actor's own metres.</summary>
    public Vec3 Eye => _eye;

    /// <summary>Marks that every further part gets as well.</summary>
    public PartMarks Marks { get; set; }

    /// <summary>Whether something of this size (metres) is still worth drawing at this distance.</summary>
    public bool Shows(double metres) => metres * _pixelsPerMetre > 1.6;

    public void Reset() => (PartCount, VertexCount, Marks) = (0, 0, PartMarks.None);

    public void Begin(Actor actor, Vec3 eye, double focalPx)
    {
        (_origin, _forward, _right) = (actor.Position, actor.Forward, actor.Right);
        var offset = eye - _origin;
        _eye = new Vec3(offset.Dot(_right), offset.Dot(_forward), offset.Z);
        _pixelsPerMetre = focalPx / Math.Max(0.5, offset.Length - (Math.Max(actor.Length, actor.Width) / 2));
        Marks = PartMarks.None;
    }

    public Vec3 World(Vec3 local) => new(
        _origin.X + (_right.X * local.X) + (_forward.X * local.Y), _origin.Y + (_right.Y * local.X) + (_forward.Y * local.Y), _origin.Z + local.Z);

    /// <summary>Parts from here to <see cref="EndGroup"/> are put in order from far to near.</summary>
    public void BeginGroup() => _groupStart = PartCount;

    public void EndGroup()
    {
        for (var i = _groupStart + 1; i < PartCount; i++)
        {
            var part = _parts[i];
            var distance = DistanceOf(part);
            var j = i - 1;
            for (; j >= _groupStart && DistanceOf(_parts[j]) < distance; j--)
                _parts[j + 1] = _parts[j];
            _parts[j + 1] = part;
        }
    }

    private double DistanceOf(in Part part)
    {
        var sum = default(Vec3);
        for (var i = 0; i < part.Count; i++)
            sum += _vertices[part.First + i];
        var eye = World(_eye);
        return ((sum * (1.0 / part.Count)) - eye).Length;
    }

    private ref Part Add(PartKind kind, int vertices, Rgb colour, PartMarks marks)
    {
        if (PartCount == _parts.Length)
            Array.Resize(ref _parts, PartCount * 2);
        while (VertexCount + vertices > _vertices.Length)
            Array.Resize(ref _vertices, _vertices.Length * 2);
        ref var part = ref _parts[PartCount++];
        part = new Part { Kind = kind, Marks = marks | Marks, First = VertexCount, Count = vertices, Contour = vertices, Colour = colour, Shade = 1 };
        VertexCount += vertices;
        return ref part;
    }

    private void Set(int index, Vec3 local) => _vertices[index] = World(local);

    private Vec3 DirectionInWorld(Vec3 local) => (_right * local.X) + (_forward * local.Y) + new Vec3(0, 0, local.Z);
}
