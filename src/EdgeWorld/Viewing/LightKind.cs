namespace EdgeWorld.Viewing;

/// <summary>Time of day and weather.</summary>
public enum LightKind
{
    Day,
    Dusk,
    Night,
    Rain,

    /// <summary>A low sun ahead.</summary>
    Glare,
}
