using Microsoft.Extensions.Options;
using Telemetry.Uploading;

namespace EdgeHost.Rewards;

/// <summary>All problems at once, each with key, value and what is allowed.</summary>
internal sealed class RewardsOptionsValidator : IValidateOptions<RewardsOptions>
{
    /// <summary>Base64 makes four bytes of three, and a record of the spool has 512 KiB at most.</summary>
    private const int MostPictureBytes = 360 * 1024;

    public ValidateOptionsResult Validate(string? name, RewardsOptions options)
    {
        List<string> problems = [];
        if (!WireName.IsValid(options.Consent) && options.Consent.Length > 0)
            problems.Add($"Rewards:Consent: '{options.Consent}' is not allowed; expected the version of what was consented to, 1 to {WireName.LongestName} letters, digits, dots, dashes or underscores, or nothing");
        if (options.User is { } user && !WireName.IsValid(user))
            problems.Add($"Rewards:User: '{user}' is not allowed; expected a pseudonym of 1 to {WireName.LongestName} letters, digits, dots, dashes or underscores");
        if (options.Truths is { } truths && !File.Exists(truths))
            problems.Add($"Rewards:Truths: there is no file '{truths}'; `edgehost data questions` writes one");
        Range(problems, "SecondWayMs", options.SecondWayMs, 0, 10_000);
        Range(problems, "RecentAnswers", options.RecentAnswers, 1, 10_000);
        Range(problems, "FeedbackAMinute", options.FeedbackAMinute, 1, 10_000);
        Range(problems, "Picture:LongestSide", options.Picture.LongestSide, 64, 1920);
        Range(problems, "Picture:MostBytes", options.Picture.MostBytes, 1024, MostPictureBytes);
        Range(problems, "Picture:MostAnHour", options.Picture.MostAnHour, 1, 3600);
        Range(problems, "Picture:Seconds", options.Picture.Seconds, 0.1, 60);
        if (options.Pictures)
        {
            Detector(problems, "FaceDetector", options.Picture.FaceDetector, "faces");
            Detector(problems, "PlateDetector", options.Picture.PlateDetector, "number plates");
        }
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Detector(List<string> problems, string key, string model, string what)
    {
        if (model.Length == 0)
            problems.Add($"Rewards:Picture:{key}: it is empty while Rewards:Pictures is true; expected a model that finds {what}, or '{RewardPicturesOptions.NothingInSight}' where none are ever in sight");
    }

    private static void Range(List<string> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            problems.Add(FormattableString.Invariant($"Rewards:{key}: {value} is not allowed; expected {least} to {most}"));
    }
}
