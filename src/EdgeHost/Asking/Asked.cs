using EdgeEngines.Detecting;
using EdgePlanner.Answering;
using EdgePlanner.Rewarding;
using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgeHost.Asking;

/// <summary>A question and what came of it: everything that the <c>answer</c> message says.</summary>
internal sealed record Asked(Answer Answer)
{
    /// <summary>Questions longer than this come back shortened.</summary>
    private const int LongestEcho = Query.LongestQuestion;

    public string Id { get; init; } = "";

    public AskedFate Fate { get; init; } = AskedFate.Answered;

    /// <summary>In the picture's pixels.</summary>
    public IReadOnlyList<Box> Evidence { get; init; } = [];

    /// <summary>What was looked at; null where nothing was, or where it was no camera of this host.</summary>
    public LookedAt? At { get; init; }

    /// <summary>A JPEG, where it was asked for.</summary>
    public byte[]? Snapshot { get; init; }

    /// <summary>Why there is no snapshot that was asked for.</summary>
    public string? SnapshotFault { get; init; }

    /// <summary>Asks the same by other tools (<see cref="EdgePlanner.QueryPipeline.AskOtherwise"/>), with so much work allowed; only on the thread that answered
    /// and while what was looked at is held. Null for an answer without a plan.</summary>
    public Func<TimeSpan, CancellationToken, SecondOpinion?>? Otherwise { get; init; }

    /// <summary>Until its turn came.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Until the picture was there that it is about.</summary>
    public TimeSpan Looked { get; init; }

    /// <summary>An answer without a plan: why there is none.</summary>
    public static Asked Without(Question question, OutcomeKind outcome, string why, AskedFate fate = AskedFate.Answered) =>
        new(new Answer(
            question.Text.Length > LongestEcho ? $"{question.Text[..LongestEcho]}…" : question.Text, outcome, Value.None, [], why,
            new AnswerTimings(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)))
        { Id = question.Id, Fate = fate };
}

/// <param name="FrameTime">When the picture was taken, Unix seconds.</param>
internal sealed record LookedAt(string Camera, long FrameId, double FrameTime);

/// <summary>How far a question came.</summary>
internal enum AskedFate
{
    /// <summary>It had its turn, whatever the outcome.</summary>
    Answered,

    /// <summary>It was none, or about a camera that there is not.</summary>
    NoQuestion,

    /// <summary>Too many waited.</summary>
    Busy,
}
