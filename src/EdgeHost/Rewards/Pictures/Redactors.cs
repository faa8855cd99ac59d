using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Rewards.Pictures;

/// <summary>Loads what the settings say must look at a picture before it leaves.</summary>
internal static class Redactors
{
    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public static Redaction Load(EdgeSettings settings, TimeProvider time)
    {
        var options = settings.Rewards.Picture;
        List<Redactor> redactors = [];
        try
        {
            var catalog = ModelCatalog.Find(settings.Models.SearchRoots());
            foreach (var (model, labels) in (ReadOnlySpan<(string, List<string>)>)[(options.FaceDetector, options.FaceLabels), (options.PlateDetector, options.PlateLabels)])
            {
                if (model == RewardPicturesOptions.NothingInSight)
                    continue;
                var detector = DetectorFactory.Load(catalog.Open(model), settings.Engines, NullLogger.Instance);
                try
                {
                    redactors.Add(new Redactor(detector, labels));
                }
                catch
                {
                    detector.Dispose();
                    throw;
                }
            }
            return new Redaction(redactors, options, time);
        }
        catch
        {
            redactors.ForEach(redactor => redactor.Dispose());
            throw;
        }
    }
}
