using EdgeHost.Cameras;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class CameraValidationTests
{
    [Theory]
    [InlineData("status")]
    [InlineData("Info")]
    [InlineData("stats")]
    [InlineData("ask")]
    [InlineData("answer")]
    [InlineData("feedback")]
    [InlineData("cmd")]
    [InlineData("sensors")]
    [InlineData("")]
    [InlineData("front/door")]
    [InlineData("front+door")]
    [InlineData("#")]
    [InlineData("vorn ä")]
    public void Check_BadName_IsRefused(string id) => Assert.Single(Errors(Camera(id)));

    [Fact]
    public void Check_TwoOfOneName_NamesTheSecond()
    {
        var error = Assert.Single(Errors(Camera("door"), Camera("yard"), Camera("door")));
        Assert.StartsWith("Cameras:2:Id is 'door'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NameOfARunningCamera_IsRefused()
    {
        var errors = new List<string>();
        CameraValidation.Check([Camera("door")], ["door"], errors);
        Assert.Single(errors);
    }

    [Fact]
    public void Check_SeveralErrors_SaysAllAtOnce()
    {
        var camera = Camera("a/b");
        (camera.Uri, camera.StallTimeout, camera.FrameBuffers, camera.Labels) = ("ftp:x", TimeSpan.Zero, 1, [""]);
        Assert.Equal(5, Errors(camera).Count);
    }

    [Fact]
    public void Check_Good_KeepsEverySetting()
    {
        var camera = Camera("front-door_1");
        (camera.StallTimeout, camera.AsFastAsPossible, camera.FrameBuffers, camera.Labels) = (TimeSpan.FromSeconds(3), true, 5, ["car"]);
        var errors = new List<string>();
        var settings = Assert.Single(CameraValidation.Check([camera], [], errors));
        Assert.Empty(errors);
        Assert.Equal(("front-door_1", true, 5, "car"), (settings.Id.Name, settings.AsFastAsPossible, settings.FrameBuffers, settings.Labels[0]));
        Assert.Equal(TimeSpan.FromSeconds(3), settings.StallTimeout);
    }

    private static CameraOptions Camera(string id) => new() { Id = id, Uri = "sim:pattern" };

    private static List<string> Errors(params CameraOptions[] cameras)
    {
        var errors = new List<string>();
        CameraValidation.Check(cameras, [], errors);
        return errors;
    }
}
