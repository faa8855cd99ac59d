using EdgeEngines.Frames;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>A frame, what detector and tracker made of it, and what is known of the camera: all that a question about it needs.</summary>
/// <param name="Pose">Null where nobody said how the camera stands.</param>
/// <param name="PoseAdvice">What to set so that it is known, for the answer that had to do without.</param>
internal sealed record LiveLook(Frame Frame, IReadOnlyList<SeenThing> Things, double TimeS, CameraPose? Pose, Measured? Speed, string PoseAdvice)
{
    /// <summary>Null where nothing is remembered.</summary>
    public Recollections? Past { get; init; }

    /// <summary>Null where no models read. The caller's own.</summary>
    public CropReader? Reader { get; init; }

    /// <summary>What its detector can find; null where that is not known.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The detector's name among the engines; null where there is none.</summary>
    public string? Detector { get; init; }

    /// <summary>Those that it is looked at with: what tools cost hangs on them.</summary>
    public IReadOnlyList<string> Engines(LookingModels? models) => [.. Detector is null ? (string[])[] : [Detector], .. models?.Engines ?? []];

    /// <summary>Answers on the calling thread.</summary>
    /// <param name="models">Null without encoders: then no colours and states.</param>
    public Asked Ask(QuestionLine line, Question question, TimeSpan budget, LookingModels? models, CancellationToken cancellationToken)
    {
        List<SeenThing> things = [.. Things]; // tools of one's own may add some
        var world = new LiveWorld(things, Frame.SourceSize, TimeS, models?.At(Frame, things), Pose, Speed) { Past = Past, Reader = Reader, Frame = Frame, Labels = Labels };
        // Metres are offered without geometry too: "unknown, because …" says more than "there is no such tool".
        var offered = Capabilities.Detector | Capabilities.Motion | Capabilities.Geometry
            | (models is null ? 0 : Capabilities.Encoder) | (Speed is null ? 0 : Capabilities.Ego)
            | (Past is null ? 0 : Capabilities.Memory | Capabilities.Events) | (Reader is null ? 0 : Capabilities.Ocr);
        var asked = line.Ask(question, budget, world, offered, Engines(models), cancellationToken);
        return Pose is null && LacksGround(asked) ? asked with { Answer = asked.Answer with { Error = $"{asked.Answer.Error}; {PoseAdvice}" } } : asked;
    }

    /// <summary>A step that measures on the ground could not tell.</summary>
    private static bool LacksGround(Asked asked)
    {
        if (asked.Answer is not { Outcome: OutcomeKind.Unknown, Last.Outcome.Trace: var trace })
            return false;
        foreach (ref readonly var step in trace.Steps)
        {
            if (step.Result.IsUnknown && (step.Tool.Needs & (Capabilities.Geometry | Capabilities.Motion)) != 0)
                return true;
        }
        return false;
    }
}
