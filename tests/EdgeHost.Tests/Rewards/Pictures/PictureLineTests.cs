using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Pictures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgeHost.Tests.Rewards.Pictures;

public sealed class PictureLineTests : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly FakeTimeProvider _time = new();
    private readonly RewardPicturesOptions _options = new();
    private readonly List<RedactedPicture> _left = [];
    private readonly SemaphoreSlim _looking = new(0);
    private readonly SemaphoreSlim _mayLook = new(0);

    [Fact]
    public void TryTake_AWorkingDetector_LetsThePictureLeaveAndGivesTheFrameBack()
    {
        var frame = TestPictures.RedSquare(_pool);
        using (var line = Line(() => With(ScriptedFinder.OfRed())))
            Assert.True(line.TryTake(frame, "q-1", 12.5));
        frame.Release();
        Assert.Equal(0, _pool.Leased);
        var picture = Assert.Single(_left);
        Assert.Equal(("q-1", 12.5, 1), (picture.Id, picture.TimeS, picture.Blurred));
    }

    [Fact]
    public void TryTake_WhileOneIsMade_PassesTheNextOver()
    {
        var frame = TestPictures.RedSquare(_pool);
        using var line = Line(() => With(Waiting()));
        Assert.True(line.TryTake(frame, "1", 0));
        _looking.Wait();
        Assert.False(line.TryTake(frame, "2", 0));
        Assert.Equal(1, line.Counts.PassedOver);
        _mayLook.Release(2);
        frame.Release();
    }

    [Fact]
    public void TryTake_EnoughInAnHour_PassesOverUntilTheNext()
    {
        _options.MostAnHour = 1;
        var frame = TestPictures.RedSquare(_pool);
        using var line = Line(() => throw new InvalidOperationException("not asked for"));
        Assert.True(line.TryTake(frame, "1", 0));
        Assert.False(line.TryTake(frame, "2", 0));
        frame.Release();
    }

    [Fact]
    public void TryTake_ADetectorThatIsLate_DropsThePicture()
    {
        var frame = TestPictures.RedSquare(_pool);
        using (var line = Line(() => With(new ScriptedFinder(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(6));
            return [];
        }))))
        {
            line.TryTake(frame, "1", 0);
        }
        frame.Release();
        Assert.Empty(_left);
    }

    [Fact]
    public void Dispose_ADetectorThatNeverComesBack_DoesNotHoldTheHostUp()
    {
        _options.Seconds = 1;
        var frame = TestPictures.RedSquare(_pool);
        var line = Line(() => With(Waiting()));
        Assert.True(line.TryTake(frame, "1", 0));
        _looking.Wait();
        line.Dispose(); // bounded
        Assert.Empty(_left);
        _mayLook.Release(2);
        frame.Release();
    }

    [Fact]
    public void TryTake_ADetectorThatCannotBeLoaded_NeverLetsOneLeaveAndIsNotTriedForEach()
    {
        var loads = 0;
        var frame = TestPictures.RedSquare(_pool);
        using (var line = Line(() =>
        {
            loads++;
            throw new EdgeEngines.Models.ModelException("there is no such model");
        }))
        {
            line.TryTake(frame, "1", 0);
            Assert.True(SpinWait.SpinUntil(() => line.Counts.Dropped == 1, TimeSpan.FromSeconds(20)));
            Assert.False(line.TryTake(frame, "2", 0));
        }
        frame.Release();
        Assert.Equal((1, 0), (loads, _left.Count));
    }

    public void Dispose()
    {
        _pool.Dispose();
        _looking.Dispose();
        _mayLook.Dispose();
    }

    private PictureLine Line(Func<Redaction> load) => new(_options, load, picture =>
    {
        _left.Add(picture);
        return true;
    }, _time, NullLogger.Instance);

    private Redaction With(IDetector detector) => new([new Redactor(detector, [])], _options, _time);

    private ScriptedFinder Waiting() => new(_ =>
    {
        _looking.Release();
        _mayLook.Wait(TimeSpan.FromSeconds(30));
        return [];
    });
}
