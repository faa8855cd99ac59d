using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;

namespace EdgeHost.Evaluating;

/// <summary>Where the questions of an evaluation are asked: in the truth, or in what the engines see.</summary>
internal interface IQuestionWorlds
{
    /// <summary>One frame of a film, all those before it seen. The caller disposes it before it opens the next.</summary>
    QuestionWorld Open(string source, int frame, CancellationToken cancellationToken);
}

/// <param name="Held">What the world looks at; null where that is nothing to be given back.</param>
internal sealed record QuestionWorld(IWorld World, Capabilities Offered, IDisposable? Held = null) : IDisposable
{
    public void Dispose() => Held?.Dispose();
}

internal sealed class OracleWorlds : IQuestionWorlds
{
    public const Capabilities Offered = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);

    public QuestionWorld Open(string source, int frame, CancellationToken cancellationToken) =>
        new(new OracleWorld(StreetFrames.At(WorldOptions.Parse(source), frame)), Offered);
}
