using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Pictures;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Searching;

/// <summary>
/// <c>edgehost search</c>, in order: what is asked becomes a vector, the source's objects become crops in the gallery, the nearest of those
/// are the answer. The question comes first, so that one that cannot be asked does not cost the time of the source.
/// </summary>
internal sealed class SearchRun(EdgeSettings settings, SearchRequest request, TextWriter progress, TimeProvider time)
{
    private readonly ModelCatalog _catalog = ModelCatalog.Find(settings.Models.SearchRoots());

    /// <summary>Cancelling ends the indexing; the answer is then of what was seen until then.</summary>
    /// <exception cref="SettingsException">The request contradicts itself.</exception>
    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="TextException">The text is too long for the encoder.</exception>
    /// <exception cref="GalleryException">The gallery cannot be used.</exception>
    public SearchAnswer Execute(CancellationToken cancellationToken)
    {
        var uri = CheckedSource();
        var imageFolder = _catalog.Open(request.ImageEncoder);
        using var images = uri is null && request.Image is null ? null : ImageEncoderFactory.Load(imageFolder, settings.Engines, NullLogger.Instance);
        var asked = request.Image is { } picture ? VectorOf(picture, images!) : VectorOf(request.Text!, imageFolder, images);
        using var detector = uri is null ? null : DetectorFactory.Load(_catalog.Open(request.Detector), settings.Engines, NullLogger.Instance);
        using var gallery = Gallery.Open(request.Gallery, VectorModel.Of(imageFolder.Description, asked.Length), new GalleryOptions(), create: uri is not null);
        WarnOfOthers(gallery);
        if (uri is not null)
            Index(uri, detector!, images!, gallery, cancellationToken);
        var matches = gallery.Search(asked, request.Top);
        if (request.Pictures is { } folder)
            WritePictures(gallery, matches, folder);
        return new SearchAnswer(request.Text ?? request.Image!, gallery.Count, matches);
    }

    private CameraUri? CheckedSource()
    {
        var problems = request.Problems().ToList();
        CameraUri? uri = null;
        if (request.Source is { } source && !CameraUri.TryParse(source, out uri, out var fault))
            problems.Add($"--source {CameraSecrets.Redact(source)} {fault}");
        return problems.Count == 0 ? uri : throw new SettingsException(problems);
    }

    private float[] VectorOf(string text, ModelFolder imageFolder, IImageEncoder? images)
    {
        using var texts = TextEncoderFactory.Load(_catalog.Open(request.TextEncoder), settings.Engines, NullLogger.Instance);
        EmbeddingSpace.ThrowIfApart(imageFolder.Description, images?.Dimensions ?? texts.Dimensions, texts.Model, texts.Dimensions);
        var vector = new float[texts.Dimensions];
        texts.Encode(text, vector);
        return vector;
    }

    private static float[] VectorOf(string picture, IImageEncoder images)
    {
        using var pool = new FramePool(1);
        using var decoder = new PictureDecoder();
        var decoded = decoder.Read(picture, pool);
        if (!decoded.Succeeded)
            throw new SettingsException([$"--image {decoded.Reason}"]);
        var vector = new float[images.Dimensions];
        images.Encode(decoded.Frame, [new Box(0, 0, decoded.Frame.SourceSize.Width, decoded.Frame.SourceSize.Height)], vector);
        decoded.Frame.Release();
        return vector;
    }

    private void Index(CameraUri uri, IDetector detector, IImageEncoder images, Gallery gallery, CancellationToken cancellationToken)
    {
        progress.WriteLine($"indexing {uri} (Ctrl+C answers with what was seen until then)");
        var (frames, crops) = new CropIndexer(settings, detector, images, gallery, time).Index(uri, request.Frames, cancellationToken);
        progress.WriteLine($"{crops} objects in {frames} frames; the gallery holds {gallery.Count}");
    }

    private void WarnOfOthers(Gallery gallery)
    {
        foreach (var (model, rows) in gallery.OtherModels)
        {
            progress.WriteLine(
                $"{rows} crops are of the model {model}, whose vectors cannot be compared with those of '{request.ImageEncoder}': they are left out. "
                + "Name it with --image-encoder, or index their source again");
        }
    }

    private static void WritePictures(Gallery gallery, IReadOnlyList<GalleryMatch> matches, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (match, rank) in matches.Select((match, rank) => (match, rank + 1)))
        {
            if (gallery.Jpeg(match.Crop.Id) is { } jpeg)
                File.WriteAllBytes(Path.Combine(folder, $"{rank:000}-{match.Crop.Id}.jpg"), jpeg);
        }
    }
}
