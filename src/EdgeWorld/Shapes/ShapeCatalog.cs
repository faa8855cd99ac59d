using EdgeWorld.Actors;

namespace EdgeWorld.Shapes;

/// <summary>Which shape an actor has.</summary>
internal static class ShapeCatalog
{
    public static void Build(ShapeBuilder b, Actor actor, bool lightsOn, Rgb sky)
    {
        var ridden = lightsOn && actor.State != "parked";
        switch (actor.Kind)
        {
            case ActorKind.Car: CarShape.Build(b, actor, ridden); break;
            case ActorKind.Truck: LorryShapes.Truck(b, actor, ridden); break;
            case ActorKind.Bus: LorryShapes.Bus(b, actor, ridden); break;
            case ActorKind.Motorcycle: TwoWheelerShapes.Motorcycle(b, actor, ridden); break;
            case ActorKind.Bicycle: TwoWheelerShapes.Bicycle(b, actor); break;
            case ActorKind.Person: PersonShape.Draw(b, actor); break;
            case ActorKind.Dog: DogShape.Draw(b, actor); break;
            case ActorKind.TrafficLight: SignShapes.TrafficLight(b, actor); break;
            case ActorKind.StopSign: SignShapes.StopSign(b, actor); break;
            case ActorKind.Cone: SignShapes.Cone(b, actor); break;
            case ActorKind.Door: StreetShapes.Door(b, actor); break;
            case ActorKind.Bench: StreetShapes.Bench(b, actor); break;
            case ActorKind.Steps: StreetShapes.Steps(b, actor); break;
            case ActorKind.Keys: SmallShapes.Keys(b, actor); break;
            case ActorKind.Cup: SmallShapes.Cup(b, actor); break;
            case ActorKind.Phone: SmallShapes.Phone(b, actor); break;
            case ActorKind.Bag: SmallShapes.Bag(b, actor); break;
            case ActorKind.Pram: StreetShapes.Pram(b, actor); break;
            case ActorKind.Tree: StreetShapes.Tree(b, actor); break;
            case ActorKind.Building: StreetShapes.Building(b, actor, lightsOn); break;
            case ActorKind.LampPost: SignShapes.LampPost(b, actor, lightsOn); break;
            case ActorKind.Bin: StreetShapes.Bin(b, actor); break;
            case ActorKind.Barrier: SignShapes.Barrier(b, actor); break;
            case ActorKind.Hedge: StreetShapes.Hedge(b, actor); break;
            case ActorKind.Table: RoomShapes.Table(b, actor); break;
            case ActorKind.Chair: RoomShapes.Chair(b, actor); break;
            case ActorKind.Sofa: RoomShapes.Sofa(b, actor); break;
            case ActorKind.Shelf: RoomShapes.Shelf(b, actor); break;
            case ActorKind.Picture: RoomShapes.Picture(b, actor); break;
            default: RoomShapes.Window(b, actor, sky); break;
        }
    }
}
