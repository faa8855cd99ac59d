using EdgeHost.Rewards;
using Xunit;

namespace EdgeHost.Tests.Rewards;

public sealed class RewardsOptionsValidatorTests
{
    private readonly RewardsOptions _options = new();

    [Fact]
    public void Validate_Defaults_AreRightAndOff()
    {
        Assert.Empty(Problems());
        Assert.False(_options.IsOn);
        Assert.False(_options.Pictures);
    }

    [Fact]
    public void Validate_MuchThatIsWrong_SaysAllOfIt()
    {
        (_options.Consent, _options.User, _options.Truths, _options.SecondWayMs) = ("a b", "x/y", "absent.jsonl", double.NaN);
        (_options.RecentAnswers, _options.FeedbackAMinute, _options.Pictures) = (0, 0, true);
        (_options.Picture.LongestSide, _options.Picture.MostBytes, _options.Picture.MostAnHour, _options.Picture.Seconds) = (10_000, 1 << 20, 0, 0);
        var problems = string.Join('\n', Problems());
        Assert.All(
            (string[])["Consent: 'a b'", "User: 'x/y'", "'absent.jsonl'", "SecondWayMs: NaN", "RecentAnswers: 0", "FeedbackAMinute: 0", "LongestSide: 10000", "MostBytes: 1048576",
                "MostAnHour: 0", "Seconds: 0", "FaceDetector: it is empty", "PlateDetector: it is empty"],
            text => Assert.Contains(text, problems, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("ultraface", "", false)]
    [InlineData("", "plates", false)]
    [InlineData("ultraface", "plates", true)]
    [InlineData("ultraface", "none", true)]
    public void Validate_Pictures_NeedSomebodyWhoLooksForFacesAndForPlates(string faces, string plates, bool isRight)
    {
        (_options.Pictures, _options.Picture.FaceDetector, _options.Picture.PlateDetector) = (true, faces, plates);
        Assert.Equal(isRight, !Problems().Any());
    }

    private IEnumerable<string> Problems() => new RewardsOptionsValidator().Validate(null, _options).Failures ?? [];
}
