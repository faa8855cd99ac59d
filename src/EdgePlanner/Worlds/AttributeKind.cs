namespace EdgePlanner.Worlds;

public enum AttributeKind : byte
{
    Colour,
    Size,
    Shape,
    Material,
    State,

    /// <summary>What kind of thing it is.</summary>
    Class,
}
