using System.Globalization;
using EdgeHost.Asking;

namespace EdgeHost.Cameras;

/// <summary><see cref="CameraGeometryOptions"/> after validation: one of the first two is set.</summary>
internal sealed record CameraGeometry(double? FieldOfViewDeg, double? FocalPx, double HeightM, double PitchDeg, double HeadingDeg)
{
    /// <param name="width">Of the camera's own pictures, in pixels.</param>
    public CameraPose PoseFor(int width) => new(
        FocalPx ?? (width / 2.0 / Math.Tan(FieldOfViewDeg!.Value * Math.PI / 360)), HeightM, PitchDeg, HeadingDeg);

    /// <summary>Null where there is none, or where it is wrong: then the errors say how.</summary>
    public static CameraGeometry? Check(CameraGeometryOptions? options, string key, string camera, List<string> errors)
    {
        if (options is null)
            return null;
        var before = errors.Count;
        var of = $"{key}:Geometry of camera '{camera}'";
        if (options.FieldOfViewDeg is null == options.FocalPx is null)
            errors.Add($"{of} has {(options.FocalPx is null ? "neither FieldOfViewDeg nor" : "both FieldOfViewDeg and")} FocalPx; expected one of them");
        Range("FieldOfViewDeg", options.FieldOfViewDeg ?? 60, 1, 170, "degrees");
        Range("FocalPx", options.FocalPx ?? 1000, 1, 1_000_000, "pixels");
        if (options.HeightM is null)
            errors.Add($"{of} has no HeightM; expected the lens's height above the ground in metres, e.g. 2.5");
        Range("HeightM", options.HeightM ?? 1, 0.05, 500, "metres");
        Range("PitchDeg", options.PitchDeg, -89, 89, "degrees, below 0 for a camera that looks down");
        Range("HeadingDeg", options.HeadingDeg, -360, 360, "degrees");
        return errors.Count > before
            ? null
            : new CameraGeometry(options.FieldOfViewDeg, options.FocalPx, options.HeightM!.Value, options.PitchDeg, options.HeadingDeg);

        void Range(string name, double value, double least, double most, string unit)
        {
            if (!(value >= least && value <= most))
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key}:Geometry:{name} of camera '{camera}' is {value}; expected {least} to {most} {unit}"));
        }
    }
}
