using EdgeEngines.Models;

namespace EdgeEngines.Tracking;

/// <summary>How detections become tracks. The names of the stages are ByteTrack's (Zhang et al., ECCV 2022).</summary>
public sealed class TrackerOptions
{
    /// <summary>Take <see cref="HighScore"/> and <see cref="StartScore"/> from the model's own score threshold, and
    /// <see cref="LowScore"/> as six tenths of it: whoever trained the model chose where its scores begin to mean something.</summary>
    public bool ScoresFromModel { get; set; } = true;

    /// <summary>Detections from here up take part in the first association. 0.5: small quantized networks score lower than the
    /// YOLOX-X of the paper, which uses 0.6.</summary>
    public float HighScore { get; set; } = 0.5f;

    /// <summary>Detections between this and <see cref="HighScore"/> may only continue a confirmed track that was seen in the
    /// frame before: that is how a half-hidden object keeps its id. Lower ones are ignored.</summary>
    public float LowScore { get; set; } = 0.1f;

    /// <summary>A detection that belongs to no track starts one from this score up. Never below <see cref="HighScore"/>.</summary>
    public float StartScore { get; set; } = 0.5f;

    /// <summary>Share of <see cref="StartScore"/> from which a detection may start a newcomer too that is kept in mind, not shown: something small
    /// may be believed at such scores, and what was faint for long must show more than what comes new. 1 turns it off.</summary>
    public float FaintStart { get; set; } = 0.7f;

    /// <summary>First association: overlap × score must exceed this. 0.2 as in the paper.</summary>
    public float MatchOverlap { get; set; } = 0.2f;

    /// <summary>Second association, low scores, and newcomers seen at such: overlap must exceed this. 0.5 as in the paper.</summary>
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
    /// <see cref="HighScore"/>, less a floor; a miss takes <see cref="MissCost"/>; whoever has none left and is not seen is forgotten. With the
    /// defaults and 30 frames/s something of middling size is believed in its third frame if seen at 1.8 times that score, in the sixth at 1.2
    /// times, in the 27th at just that score; at lower rates a frame counts for as much time as it stands for. 0: hits alone decide.</summary>
    public float ConfirmEvidence { get; set; } = 1.33f;

    /// <summary>A newcomer is shown, though not yet believed, from this much evidence on.</summary>
    public float ShowEvidence { get; set; } = 0.5f;

    /// <summary>Of a box whose side is a twentieth of the picture's, and of all where the picture's size is not known. In units of
    /// <see cref="HighScore"/>.</summary>
    public float EvidenceFloor { get; set; } = 0.95f;

    /// <summary>How much the floor rises from one size of box to that of twice its side; by no more than 0.25 in all. 0: all have the same.</summary>
    public float FloorRise { get; set; } = 0.1f;

    /// <summary>How much higher the floor is for what the picture's edge cuts off.</summary>
    public float CutOffFloor { get; set; } = 0.2f;

    /// <summary>What a frame without a detection takes from a newcomer's evidence.</summary>
    public float MissCost { get; set; } = 0.5f;

    /// <summary>Networks waver between truck and bus. Whoever finds no detection of its class takes one of another that overlaps it by more than
    /// this: a newcomer's class is what most of its scores say; a believed one keeps its own until the others are in the majority, then another
    /// track begins. 1 turns it off.</summary>
    public float RenameOverlap { get; set; } = 0.6f;

    /// <summary>A detection that overlaps an object seen in the same frame by more than this, whatever their classes, is that object under
    /// another name and starts no track. 1 turns it off.</summary>
    public float TwinOverlap { get; set; } = 0.4f;

    /// <summary>How long a confirmed track that is not seen is kept, waiting to be found again. A gap between frames longer than
    /// this ends every track, so it must be more than the time between two frames.</summary>
    public double KeepLostSeconds { get; set; } = 2;

    /// <summary>Most tracks at a time; further detections start none.</summary>
    public int MaxTracks { get; set; } = 1000;

    private const float LowShare = 0.6f;

    /// <summary>These settings, with the scores of a model where they are to come from it.</summary>
    public TrackerOptions For(ModelDescription model)
    {
        var options = (TrackerOptions)MemberwiseClone();
        if (ScoresFromModel && model.Head is { } head)
            (options.HighScore, options.StartScore, options.LowScore) = (head.ScoreThreshold, head.ScoreThreshold, head.ScoreThreshold * LowShare);
        return options;
    }

    /// <summary>What is wrong with these settings, one line each: key, value, what is allowed.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        Between(nameof(LowScore), LowScore, 0, 1);
        Between(nameof(HighScore), HighScore, LowScore, 1);
        Between(nameof(StartScore), StartScore, HighScore, 1);
        Between(nameof(FaintStart), FaintStart, 0, 1);
        Between(nameof(MatchOverlap), MatchOverlap, 0, 1);
        Between(nameof(LowMatchOverlap), LowMatchOverlap, 0, 1);
        Between(nameof(RecoverOverlap), RecoverOverlap, 0, 1);
        Between(nameof(TentativeMatchOverlap), TentativeMatchOverlap, 0, 1);
        Between(nameof(Reach), Reach, 0, 10);
        Between(nameof(ReachGrowth), ReachGrowth, 0, 10);
        Between(nameof(HitsToConfirm), HitsToConfirm, 1, 100);
        Between(nameof(ConfirmEvidence), ConfirmEvidence, 0, 1000);
        Between(nameof(ShowEvidence), ShowEvidence, 0, 1000);
        Between(nameof(EvidenceFloor), EvidenceFloor, 0, 2);
        Between(nameof(FloorRise), FloorRise, 0, 1);
        Between(nameof(CutOffFloor), CutOffFloor, 0, 10);
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
