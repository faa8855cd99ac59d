namespace EdgeWorld.Actors;

/// <summary>What an actor is. The first 17 are <see cref="WorldClasses"/> in their order; what follows is scenery that hides
/// things but is not named in the truth.</summary>
internal enum ActorKind
{
    Car,
    Truck,
    Bus,
    Motorcycle,
    Bicycle,
    Person,
    Dog,
    TrafficLight,
    StopSign,
    Cone,
    Door,
    Bench,
    Steps,
    Keys,
    Cup,
    Phone,
    Bag,
    Pram,
    Tree,
    Building,
    LampPost,
    Bin,
    Barrier,
    Hedge,
    Table,
    Chair,
    Sofa,
    Shelf,
    Picture,
    Window,
}
