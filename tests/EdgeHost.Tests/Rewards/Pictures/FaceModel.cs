using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeHost.Cameras.Children;

namespace EdgeHost.Tests.Rewards.Pictures;

/// <summary>The third-party face model of the shared test data as a model folder of ours, and pictures with a face from its film.</summary>
internal static class FaceModel
{
    public const string Weights = "models/ultraface/version-RFB-320.onnx";
    public const string Film = "videos/one-by-one-person-detection.mp4";

    /// <summary>Where another implementation found one face each (tests/golden/version-RFB-320.json).</summary>
    public static readonly int[] FramesWithAFace = [290, 330, 690];

    /// <summary>Writes a model folder that points out what its authors say (docs/models.md); the caller deletes it.</summary>
    public static void Write(string folder, string weights, float threshold = 0.4f)
    {
        Directory.CreateDirectory(folder);
        File.Copy(weights, Path.Combine(folder, "face.onnx"));
        File.WriteAllText(Path.Combine(folder, ModelFolder.DescriptionFile), $$"""
            {
              "name": "ultraface", "task": "detect", "file": "face.onnx", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights)))}}", "labels": ["face"],
              "input": { "name": "input", "width": 320, "height": 240, "resize": "stretch", "colour": "rgb", "mean": [127, 127, 127], "scale": [0.0078125, 0.0078125, 0.0078125] },
              "head": { "kind": "boxes-scores", "background_class": true, "box_space": "normalised", "score_threshold": {{threshold.ToString(CultureInfo.InvariantCulture)}}, "nms_iou": 0.3 }
            }
            """);
    }

    /// <summary>A frame of the film; null where there is no ffmpeg.</summary>
    public static Frame? FrameOf(string film, int frame, FramePool pool)
    {
        if (ExecutablePath.Find("ffmpeg") is not { } ffmpeg)
            return null;
        string[] arguments = ["-v", "error", "-i", film, "-vf", $"select=eq(n\\,{frame})", "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        using var png = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(png);
        process.WaitForExit();
        using var decoder = new PictureDecoder();
        return decoder.Decode(png.ToArray(), pool).Frame;
    }
}
