namespace EdgeHost.Cameras;

/// <summary><c>Cameras:N:Geometry</c>: how a camera stands over level ground. Without it nothing can be said in metres.</summary>
internal sealed class CameraGeometryOptions
{
    /// <summary>From the left to the right edge of the picture, in degrees. This or <see cref="FocalPx"/>.</summary>
    public double? FieldOfViewDeg { get; set; }

    /// <summary>Focal length in pixels of the camera's own pictures, as a calibration gives it. This or <see cref="FieldOfViewDeg"/>.</summary>
    public double? FocalPx { get; set; }

    /// <summary>Of the lens above the ground, in metres.</summary>
    public double? HeightM { get; set; }

    /// <summary>Up from level, in degrees; a camera that looks down has a negative one. Default: level.</summary>
    public double PitchDeg { get; set; }

    /// <summary>How far it is turned to the right from where its carrier faces, in degrees: 90 looks out of the right side. Default: ahead.</summary>
    public double HeadingDeg { get; set; }
}
