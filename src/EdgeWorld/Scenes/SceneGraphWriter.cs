using EdgeWorld.Actors;
using EdgeWorld.Drawing;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenes;

/// <summary>Writes the truth about a frame down from its composition.</summary>
internal sealed class SceneGraphWriter(WorldState world, SceneLabel[] labels)
{
    private const double MetresPerDegree = 111_320;
    private const double GnssErrorM = 1.5;

    private readonly ItemBuffer _buffer = new(world.Rig.View);
    private readonly List<SceneObject> _objects = [];

    public SceneGraph Write(Composition composition, long frame)
    {
        _buffer.Fill(composition);
        _objects.Clear();
        var items = composition.Items;
        for (var i = 0; i < items.Length; i++)
        {
            var name = WorldClasses.NameOf(items[i].Actor.Kind);
            if (name is null || !items[i].HasBox)
                continue;
            var visible = _buffer.VisibleShare(i) * InsideShare(items[i], out var box);
            if (visible > 0)
                _objects.Add(Describe(items[i].Actor, name, box, visible));
        }
        AddLabelled();
        var view = world.Rig.View;
        return new SceneGraph
        {
            Scenario = world.Options.Scenario,
            Seed = world.Options.Seed,
            Frame = frame,
            TimeS = Rounded.To(world.Seconds, 4),
            Width = view.Width,
            Height = view.Height,
            View = NameOf(world.View),
            Light = NameOf(world.Light),
            Camera = new SceneCamera
            {
                PositionM = Metres(view.Position),
                FocalPx = Rounded.To(view.FocalPx, 3),
                HeightM = Rounded.To(world.Rig.MountHeight, 3),
                HeadingDeg = Degrees(view.Heading),
                PitchDeg = Degrees(view.Pitch),
                RollDeg = Degrees(view.Roll),
            },
            Ego = Ego(frame),
            Objects = [.. _objects],
            Labels = labels,
        };
    }

    /// <summary>The two of a collision are in the graph even while the camera does not see them.</summary>
    private void AddLabelled()
    {
        foreach (var label in labels)
        {
            foreach (var track in label.Tracks)
            {
                if (track == 0 || _objects.Exists(o => o.TrackId == track))
                    continue;
                var actor = world.Actors.Find(a => a.TrackId == track && a.Active);
                if (actor is not null && WorldClasses.NameOf(actor.Kind) is { } name)
                    _objects.Add(Describe(actor, name, [0, 0, 0, 0], 0));
            }
        }
    }

    private static double InsideShare(in Item item, out double[] box)
    {
        double x0 = item.InsideX0, y0 = item.InsideY0, x1 = item.InsideX1, y1 = item.InsideY1;
        if (x1 <= x0 || y1 <= y0)
        {
            box = [0, 0, 0, 0];
            return 0;
        }
        box = [Rounded.To(x0, 2), Rounded.To(y0, 2), Rounded.To(x1, 2), Rounded.To(y1, 2)];
        return (x1 - x0) * (y1 - y0) / ((item.X1 - item.X0) * (item.Y1 - item.Y0));
    }

    private SceneObject Describe(Actor actor, string name, double[] box, double visible)
    {
        visible = Rounded.To(visible, 3);
        return new SceneObject
        {
            TrackId = actor.TrackId,
            Class = name,
            Attributes = new SceneAttributes
            {
                Colour = actor.Colour.Name is { Length: > 0 } colour ? colour : null,
                Size = SizeOf(actor),
                State = StateOf(actor),
                With = actor.Kind == ActorKind.Person ? actor.With : null,
                Place = PlaceOf(actor),
            },
            Box = box,
            PositionM = Metres(actor.Position),
            VelocityMps = Metres(actor.Velocity),
            SizeM = [Rounded.To(actor.Length, 3), Rounded.To(actor.Width, 3), Rounded.To(actor.Height, 3)],
            HeadingDeg = Degrees(actor.Heading),
            DistanceM = Rounded.To((actor.Position + new Vec3(0, 0, actor.Height / 2) - world.Rig.View.Position).Length, 3),
            Visible = visible,
            // From behind a stop sign is a grey disc and says nothing to whoever looks: finding it is neither asked nor blamed.
            Ignored = SceneTruth.IsIgnored(box, visible) || (actor.Kind == ActorKind.StopSign && !ShowsItsFront(actor)),
        };
    }

    private static string? SizeOf(Actor actor) =>
        actor.Kind is ActorKind.Car or ActorKind.Truck or ActorKind.Bus or ActorKind.Person or ActorKind.Dog or ActorKind.Cone or ActorKind.Bag
            ? Dressing.SizeOf(actor)
            : null;

    private string? StateOf(Actor actor)
    {
        if (actor.Kind != ActorKind.TrafficLight)
            return actor.State.Length > 0 ? actor.State : null;
        return ShowsItsFront(actor) ? actor.State : "unseen";
    }

    /// <summary>Lenses and lettering are seen from the front, up to about 75° aside.</summary>
    private bool ShowsItsFront(Actor actor) =>
        (world.Rig.View.Position - actor.Position).Normalised().Dot(actor.Forward) > 0.25;

    private string PlaceOf(Actor actor)
    {
        if (actor.Support is { } support)
            return support.Kind == ActorKind.Table ? "table" : WorldClasses.NameOf(support.Kind) ?? "table";
        if (world.Room is not null)
            return "indoors";
        var layout = world.Layout;
        var junctionY = layout.JunctionY(layout.JunctionAt(actor.Position.Y));
        double fromJunction = Math.Abs(actor.Position.Y - junctionY), fromMiddle = Math.Abs(actor.Position.X);
        if (fromMiddle < layout.RoadHalf)
            return Math.Abs(fromJunction - StreetLayout.ZebraFromJunction) < StreetLayout.ZebraWidth / 2 ? "crossing" : "road";
        return fromJunction < StreetLayout.CrossHalf ? "road" : "pavement";
    }

    private SceneEgo Ego(long frame)
    {
        var rig = world.Rig;
        var position = world.Ego?.Position ?? rig.View.Position;
        // The receiver's error wanders: a slow random walk would need a state, two sines of the time do as well.
        var (t, phase) = (world.Seconds, world.Options.Seed % 1000 * 0.37);
        var errorX = GnssErrorM * Trigonometry.Sin((t * 0.13) + phase) * Trigonometry.Cos((t * 0.029) + phase);
        var errorY = GnssErrorM * Trigonometry.Cos((t * 0.11) + phase) * Trigonometry.Sin((t * 0.037) + (2 * phase));
        var origin = WorldRandom.ForPart(world.Options.Seed, 0x6E55);
        double lat = origin.Between(40.0, 58.0), lon = origin.Between(-4.0, 20.0);
        return new SceneEgo
        {
            PositionM = Metres(position),
            SizeM = world.Ego is { } ego ? [Rounded.To(ego.Length, 3), Rounded.To(ego.Width, 3), Rounded.To(ego.Height, 3)] : null,
            VelocityMps = Metres(rig.Velocity),
            SpeedMps = Rounded.To(rig.Velocity.Length, 3),
            AccelMps2 = Rounded.To(rig.Acceleration, 3),
            YawRateDps = Degrees(frame == 0 ? 0 : rig.TurnRate),
            LatDeg = Rounded.To(lat + ((position.Y + errorY) / MetresPerDegree), 7),
            LonDeg = Rounded.To(lon + ((position.X + errorX) / (MetresPerDegree * Trigonometry.Cos(Trigonometry.Radians(lat)))), 7),
            GnssAccuracyM = GnssErrorM,
        };
    }

    private static double[] Metres(Vec3 v) => [Rounded.To(v.X, 3), Rounded.To(v.Y, 3), Rounded.To(v.Z, 3)];

    // Six decimals: at 100 m a millionth of a degree is a thousandth of a pixel.
    private static double Degrees(double radians) => Rounded.To(Trigonometry.Degrees(Trigonometry.Wrap(radians)), 6);

    private static string NameOf(ViewKind view) => view switch { ViewKind.Vehicle => "vehicle", ViewKind.Person => "person", _ => "pole" };

    private static string NameOf(LightKind light) => light switch
    {
        LightKind.Day => "day",
        LightKind.Dusk => "dusk",
        LightKind.Night => "night",
        LightKind.Rain => "rain",
        _ => "glare",
    };
}
