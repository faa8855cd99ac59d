using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using EdgeWorld.Planning;

namespace EdgeHost.Teaching;

/// <summary>Where plans are tried: in the truth, or in what the engines see.</summary>
internal interface IPlanWorlds
{
    /// <summary>Null where this world cannot be held against the answers of a question: its things are not those of the truth.</summary>
    Capabilities? Offered(PlanQuestion question);

    /// <summary>The caller disposes it before it opens the next.</summary>
    PlanPlace Open(AskedOn scene, CancellationToken cancellationToken);
}

/// <param name="Held">Null where there is nothing to be given back.</param>
internal readonly record struct PlanPlace(IWorld World, IDisposable? Held = null) : IDisposable
{
    public void Dispose() => Held?.Dispose();
}
