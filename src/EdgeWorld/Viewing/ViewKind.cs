namespace EdgeWorld.Viewing;

/// <summary>What carries the camera.</summary>
public enum ViewKind
{
    /// <summary>Behind the windscreen of a vehicle in traffic.</summary>
    Vehicle,

    /// <summary>On a person's head, 1.6 m up, bobbing and turning.</summary>
    Person,

    /// <summary>On a pole (indoors: under the ceiling), still.</summary>
    Pole,
}
