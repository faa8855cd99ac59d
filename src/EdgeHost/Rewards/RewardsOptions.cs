namespace EdgeHost.Rewards;

/// <summary>Section <c>Rewards</c>: what is recorded of questions and answers for training. Off until somebody has consented. docs/rewards.md.</summary>
internal sealed class RewardsOptions
{
    public const string Section = "Rewards";

    /// <summary>Version of what was consented to; goes into each record. Empty: nobody has, and nothing is recorded.</summary>
    public string Consent { get; set; } = "";

    /// <summary>A pseudonym for who asks here, by which the hub can erase. Null: none.</summary>
    public string? User { get; set; }

    /// <summary>Questions with known answers, as <c>edgehost data questions</c> writes them. Null: none.</summary>
    public string? Truths { get; set; }

    /// <summary>Records every step with its arguments and its result too, not only tool, time and size.</summary>
    public bool Traces { get; set; }

    /// <summary>Work that asking a second way may take, once the answer is out; the next question waits for it. 0: no second way. Default 500: what the encoder
    /// needs for a full picture, at declared costs, and as much again.</summary>
    public double SecondWayMs { get; set; } = 500;

    /// <summary>Answers that feedback may still come to. Default 256, at most some 10 KB each.</summary>
    public int RecentAnswers { get; set; } = 256;

    /// <summary>Feedback that is taken in a minute; a further one is refused with an answer. Default 120.</summary>
    public int FeedbackAMinute { get; set; } = 120;

    public bool Pictures { get; set; }

    public RewardPicturesOptions Picture { get; set; } = new();

    /// <summary>Once validated.</summary>
    public bool IsOn => Consent.Length > 0;

    public TimeSpan SecondWay => TimeSpan.FromMilliseconds(SecondWayMs);
}

/// <summary>Section <c>Rewards:Picture</c>: what has to happen before a picture may leave.</summary>
internal sealed class RewardPicturesOptions
{
    /// <summary>Stands for a detector where nothing is to be found: whoever writes it vouches that none is ever in sight.</summary>
    public const string NothingInSight = "none";

    /// <summary>Model that finds faces: a name from the roots, or a path. <c>none</c>: no face is ever in sight. Needed where pictures are on.</summary>
    public string FaceDetector { get; set; } = "";

    /// <summary>The same for number plates.</summary>
    public string PlateDetector { get; set; } = "";

    /// <summary>Which of the model's labels are faces. Empty: all.</summary>
    public List<string> FaceLabels { get; set; } = [];

    public List<string> PlateLabels { get; set; } = [];

    /// <summary>Pictures are scaled down to it, before anything is looked for: what no detector can find at this size, nobody recognises. Default 640.</summary>
    public int LongestSide { get; set; } = 640;

    /// <summary>A larger file is dropped. Default 192 KiB: twice what a picture of 640 pixels takes.</summary>
    public int MostBytes { get; set; } = 192 * 1024;

    /// <summary>Default 12.</summary>
    public int MostAnHour { get; set; } = 12;

    /// <summary>A picture that takes longer to make is dropped. Default 10.</summary>
    public double Seconds { get; set; } = 10;
}
