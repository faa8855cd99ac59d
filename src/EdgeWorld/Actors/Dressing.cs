using EdgeWorld.Numerics;

namespace EdgeWorld.Actors;

/// <summary>Gives an actor its build, measures (metres) and colours.</summary>
internal static class Dressing
{
    private static readonly Rgb[] s_skin = [new(244, 208, 180), new(226, 180, 144), new(190, 138, 100), new(140, 94, 64), new(96, 62, 44)];
    private static readonly Rgb[] s_hair = [new(34, 26, 22), new(70, 46, 30), new(120, 84, 48), new(196, 160, 96), new(150, 148, 146), new(150, 66, 36)];

    public static void Restyle(Actor actor, WorldRandom random)
    {
        switch (actor.Kind)
        {
            case ActorKind.Car:
                actor.Variant = random.Between(0, 4); // saloon, hatchback, SUV, van
                (actor.Length, actor.Width, actor.Height) = actor.Variant switch
                {
                    0 => (random.Between(4.4, 4.9), random.Between(1.78, 1.88), random.Between(1.42, 1.48)),
                    1 => (random.Between(3.7, 4.2), random.Between(1.68, 1.8), random.Between(1.46, 1.54)),
                    2 => (random.Between(4.3, 4.8), random.Between(1.84, 1.94), random.Between(1.66, 1.78)),
                    _ => (random.Between(4.6, 5.2), random.Between(1.86, 1.98), random.Between(1.9, 2.1)),
                };
                actor.Colour = Paint.Vehicle(random);
                break;
            case ActorKind.Truck:
                actor.Variant = random.Between(0, 3); // box, tipper, tanker
                (actor.Length, actor.Width, actor.Height) = (random.Between(7.0, 9.5), random.Between(2.35, 2.5), random.Between(3.1, 3.7));
                actor.Colour = Paint.Vehicle(random);
                // A load of a third colour would leave no colour that a question about the truck could mean.
                actor.Second = random.Chance(0.5) ? new Paint("white", new Rgb(226, 227, 230)) : Paint.Vehicle(random);
                if (actor.Second.Name != "white")
                    actor.Second = actor.Colour;
                break;
            case ActorKind.Bus:
                (actor.Length, actor.Width, actor.Height) = (random.Between(10.0, 12.0), 2.5, random.Between(2.95, 3.2));
                actor.Colour = Paint.Vehicle(random);
                actor.Second = Paint.Vehicle(random);
                break;
            case ActorKind.Motorcycle:
                actor.Variant = random.Between(0, 2);
                (actor.Length, actor.Width) = (random.Between(2.0, 2.25), 0.78);
                actor.Colour = Paint.Vehicle(random);
                Dress(actor, random);
                break;
            case ActorKind.Bicycle:
                actor.Variant = random.Between(0, 2);
                (actor.Length, actor.Width) = (random.Between(1.68, 1.8), 0.58);
                actor.Colour = Paint.Vehicle(random);
                Dress(actor, random);
                break;
            case ActorKind.Person:
                actor.Colour = Paint.Clothes(random);
                Dress(actor, random);
                var child = actor.With is null && random.Chance(0.14);
                actor.Height = child ? random.Between(1.1, 1.35) : random.Between(1.56, 1.9);
                (actor.Length, actor.Width) = (actor.Height * 0.22, actor.Height * 0.29);
                actor.State = actor.State.Length > 0 ? actor.State : "standing";
                actor.Variant = random.Between(0, 6); // hair, cap, skirt, coat …
                break;
            case ActorKind.Dog:
                var size = random.Between(0.75, 1.25);
                (actor.Length, actor.Width, actor.Height) = (0.85 * size, 0.24 * size, 0.58 * size);
                actor.Colour = Paint.Fur(random);
                break;
        }
        if (actor.Kind is ActorKind.Motorcycle or ActorKind.Bicycle)
            actor.Height = actor.State == "parked" ? actor.Kind == ActorKind.Bicycle ? 1.05 : 1.15 : actor.Kind == ActorKind.Bicycle ? 1.72 : 1.62;
    }

    /// <summary>Size as the truth tells it: relative to others of its class.</summary>
    public static string SizeOf(Actor actor)
    {
        var (small, large) = actor.Kind switch
        {
            ActorKind.Car => (4.2, 4.6),
            ActorKind.Truck => (7.6, 8.8),
            ActorKind.Bus => (10.6, 11.4),
            ActorKind.Person => (1.45, 1.78),
            ActorKind.Dog => (0.52, 0.64),
            ActorKind.Cone => (0.5, 0.66),
            ActorKind.Bag => (0.32, 0.42),
            _ => (0, double.MaxValue),
        };
        var measure = actor.Kind switch
        {
            ActorKind.Person or ActorKind.Dog or ActorKind.Cone or ActorKind.Bag => actor.Height,
            _ => actor.Length,
        };
        return measure < small ? "small" : measure > large ? "large" : "medium";
    }

    private static void Dress(Actor actor, WorldRandom random)
    {
        actor.Second = Paint.Clothes(random);
        actor.Skin = random.Pick<Rgb>(s_skin);
        actor.Hair = random.Pick<Rgb>(s_hair);
    }
}
