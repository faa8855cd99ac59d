using EdgeEngines.Models;

namespace EdgeEngines.Tracking;

/// <summary>How detections become tracks. The names of the stages are ByteTrack's (Zhang et al., ECCV 2022).</summary>
public sealed class TrackerOptions
{
    /// <summary>Take <see cref="HighScore"/> and <see cref="StartScore"/> from the model's own score threshold, and
    /// <see cref="LowScore"/> as half of it: whoever trained the model chose where its scores begin to mean something.</summary>
    public bool ScoresFromModel { get; set; } = true;

    /// <summary>Detections from here up take part in the first association. 0.5: small quantized networks score lower than the
    /// YOLOX-X of the paper, which uses 0.6.</summary>
    public float HighScore { get; set; } = 0.5f;

    /// <summary>Detections between this and <see cref="HighScore"/> may only continue a confirmed track that was seen in the
    /// frame before: that is how a half-hidden object keeps its id. Lower ones are ignored.</summary>
    public float LowScore { get; set; } = 0.1f;

    /// <summary>A detection that belongs to no track starts one from this score up. Never below <see cref="HighScore"/>.</summary>
    public float StartScore { get; set; } = 0.5f;

    /// <summary>First association: overlap × score must exceed this. 0.2 as in the paper.</summary>
    public float MatchOverlap { get; set; } = 0.2f;

    /// <summary>Second association, low scores: overlap must exceed this. 0.5 as in the paper.</summary>
    public float LowMatchOverlap { get; set; } = 0.5f;

    /// <summary>Confirmed tracks still without a detection: overlap of a sure one with where the track was last seen must exceed this.
    /// 0.3 as in OC-SORT. 1 turns this association off.</summary>
    public float RecoverOverlap { get; set; } = 0.3f;

    /// <summary>Tracks not yet confirmed: overlap × score must exceed this. 0.3 as in the paper.</summary>
    public float TentativeMatchOverlap { get; set; } = 0.3f;

    /// <summary>Whoever plain boxes do not match, lost or not yet confirmed, is compared by boxes widened by this share of their width and
    /// height on each side: a small object leaves its own box in one frame where the camera turns or frames were dropped. 0 turns it off.</summary>
    public float Reach { get; set; } = 0.75f;

    /// <summary>How much <see cref="Reach"/> grows for each second that a track is lost, as a share of itself.</summary>
    public float ReachGrowth { get; set; } = 0.7f;

    /// <summary>Where most objects miss their expected places by the same shift, the camera has turned: everybody is expected there. Needed
    /// on a head or a vehicle; changes nothing for a camera that stands still.</summary>
    public bool FollowCamera { get; set; } = true;

    /// <summary>Frames in which an object must be seen before it is believed, however sure its detections are; at 30 frames/s the default of
    /// 3 costs 67 ms.</summary>
    public int HitsToConfirm { get; set; } = 3;

    /// <summary>How much evidence makes a newcomer believed (a sequential test after Wald, 1945). A sighting adds its score in units of
    /// <see cref="HighScore"/>, less <see cref="EvidenceFloor"/>; a miss takes <see cref="MissCost"/>; whoever has none left is forgotten. With
    /// the defaults and 30 frames/s somebody seen at 1.8 times that score is believed in the fourth frame, at just that score in the
    /// fourteenth; at lower rates a frame counts for as much time as it stands for. 0: hits alone decide.</summary>
    public float ConfirmEvidence { get; set; } = 4;

    /// <summary>In units of <see cref="HighScore"/>.</summary>
    public float EvidenceFloor { get; set; } = 0.7f;

    /// <summary>What a frame without a detection takes from a newcomer's evidence.</summary>
    public float MissCost { get; set; } = 0.6f;

    /// <summary>Networks waver between truck and bus. Whoever finds no detection of its class takes one of another that overlaps it by more than
    /// this: a newcomer's class is what most of its scores say; a believed one keeps its own until the others are in the majority, then another
    /// track begins. 1 turns it off.</summary>
    public float RenameOverlap { get; set; } = 0.6f;

    /// <summary>A detection that overlaps an object seen in the same frame by more than this, whatever their classes, is that object under
    /// another name and starts no track. 1 turns it off.</summary>
    public float TwinOverlap { get; set; } = 0.6f;

    /// <summary>How long a confirmed track that is not seen is kept, waiting to be found again. A gap between frames longer than
    /// this ends every track, so it must be more than the time between two frames.</summary>
    public double KeepLostSeconds { get; set; } = 2;

    /// <summary>Most tracks at a time; further detections start none.</summary>
    public int MaxTracks { get; set; } = 1000;

    /// <summary>These settings, with the scores of a model where they are to come from it.</summary>
    public TrackerOptions For(ModelDescription model)
    {
        var options = (TrackerOptions)MemberwiseClone();
        if (ScoresFromModel && model.Head is { } head)
            (options.HighScore, options.StartScore, options.LowScore) = (head.ScoreThreshold, head.ScoreThreshold, head.ScoreThreshold / 2);
        return options;
    }

    /// <summary>What one sighting at this score adds to a newcomer's evidence.</summary>
    internal float EvidenceOf(float score) => (score / Math.Max(HighScore, 0.01f)) - EvidenceFloor;

    /// <summary>What is wrong with these settings, one line each: key, value, what is allowed.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        Between(nameof(LowScore), LowScore, 0, 1);
        Between(nameof(HighScore), HighScore, LowScore, 1);
        Between(nameof(StartScore), StartScore, HighScore, 1);
        Between(nameof(MatchOverlap), MatchOverlap, 0, 1);
        Between(nameof(LowMatchOverlap), LowMatchOverlap, 0, 1);
        Between(nameof(RecoverOverlap), RecoverOverlap, 0, 1);
        Between(nameof(TentativeMatchOverlap), TentativeMatchOverlap, 0, 1);
        Between(nameof(Reach), Reach, 0, 10);
        Between(nameof(ReachGrowth), ReachGrowth, 0, 10);
        Between(nameof(HitsToConfirm), HitsToConfirm, 1, 100);
        Between(nameof(ConfirmEvidence), ConfirmEvidence, 0, 1000);
        Between(nameof(EvidenceFloor), EvidenceFloor, 0, 1);
        Between(nameof(MissCost), MissCost, 0, 1000);
        Between(nameof(RenameOverlap), RenameOverlap, 0, 1);
        Between(nameof(TwinOverlap), TwinOverlap, 0, 1);
        Between(nameof(KeepLostSeconds), KeepLostSeconds, 0.1, 600);
        Between(nameof(MaxTracks), MaxTracks, 1, 10_000);
        return problems;

        void Between(string key, double value, double least, double most)
        {
            if (!(value >= least && value <= most)) // a NaN fails too
                problems.Add(FormattableString.Invariant($"{key}: {value:0.####} is not allowed; expected {least:0.####} to {most:0.####}"));
        }
    }
}
