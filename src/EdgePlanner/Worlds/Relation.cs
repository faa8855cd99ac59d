namespace EdgePlanner.Worlds;

/// <summary>How one thing stands to another, as seen from the camera.</summary>
public enum Relation : byte
{
    LeftOf,
    RightOf,
    InFrontOf,
    Behind,
    Above,
    Below,
    Near,
    Inside,
    Overlapping,
}
