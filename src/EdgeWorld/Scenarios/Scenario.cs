using EdgeWorld.Streets;

namespace EdgeWorld.Scenarios;

/// <summary>Sets a world up and watches over it while it runs.</summary>
internal abstract class Scenario
{
    /// <summary>Fills the world and mounts the camera.</summary>
    public abstract void Build(WorldState world);

    /// <summary>After every step of the world.</summary>
    public virtual void AfterStep(WorldState world)
    {
    }
}
