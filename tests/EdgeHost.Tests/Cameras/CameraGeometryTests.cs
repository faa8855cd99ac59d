using EdgeEngines.Detecting;
using EdgeHost.Cameras;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class CameraGeometryTests
{
    /// <summary>Half the picture is seen under half the angle: at 90 degrees the focal length is half the width.</summary>
    [Theory]
    [InlineData(90, 640, 320)]
    [InlineData(60, 1000, 866.0254)]
    public void PoseFor_FieldOfView_IsTheFocalLengthOfThatWidth(double degrees, int width, double focalPx) =>
        Assert.Equal(focalPx, Checked(new() { FieldOfViewDeg = degrees, HeightM = 2 }).PoseFor(width).FocalPx, 3);

    [Fact]
    public void PoseFor_ACameraThatLooksOutOfTheRightSide_SeesWhatIsAheadOfItToTheRightOfItsCarrier()
    {
        var pose = Checked(new() { FocalPx = 500, HeightM = 1.5, HeadingDeg = 90 }).PoseFor(640);
        var place = pose.GroundOf(new Box(310, 100, 330, 280), 640, 360)!.Value;
        Assert.Equal((7.5, 0), (Math.Round(place.RightM, 6), Math.Round(place.AheadM, 6)));
    }

    [Theory]
    [InlineData(null, null, 2d, 0, "neither FieldOfViewDeg nor FocalPx")]
    [InlineData(60d, 500d, 2d, 0, "both FieldOfViewDeg and FocalPx")]
    [InlineData(180d, null, 2d, 0, "Cameras:0:Geometry:FieldOfViewDeg of camera 'gate' is 180; expected 1 to 170 degrees")]
    [InlineData(null, -1d, 2d, 0, "FocalPx of camera 'gate' is -1")]
    [InlineData(null, double.NaN, 2d, 0, "FocalPx")]
    [InlineData(60d, null, null, 0, "has no HeightM")]
    [InlineData(60d, null, 0d, 0, "HeightM of camera 'gate' is 0; expected 0.05 to 500 metres")]
    [InlineData(60d, null, 2d, 90, "PitchDeg of camera 'gate' is 90")]
    public void Check_WhatCannotBe_IsSaid(double? fieldOfView, double? focal, double? height, double pitch, string expected)
    {
        List<string> errors = [];
        Assert.Null(CameraGeometry.Check(new() { FieldOfViewDeg = fieldOfView, FocalPx = focal, HeightM = height, PitchDeg = pitch }, "Cameras:0", "gate", errors));
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    private static CameraGeometry Checked(CameraGeometryOptions options)
    {
        List<string> errors = [];
        var geometry = CameraGeometry.Check(options, "Cameras:0", "gate", errors);
        Assert.Empty(errors);
        return geometry!;
    }
}
