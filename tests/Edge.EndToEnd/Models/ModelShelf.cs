using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Models;

/// <summary>Third-party models of the test data as <c>models add</c> describes them; made once for all tests, when the first asks.</summary>
public sealed class ModelShelf : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Task<string>> _added = [];

    public ModelShelf() => Film = new PersonFilm(this);

    /// <summary>Shared as the models are.</summary>
    internal PersonFilm Film { get; }

    /// <summary>FastestDet: 80 classes of COCO, 352×352, 2.5 ms.</summary>
    public Task<string> FastestDetAsync() => AddAsync("fastestdet", "models/fastestdet/FastestDet.onnx");

    /// <summary>NanoDet: 80 classes of COCO, 416×416, 14 ms.</summary>
    /// <param name="fields">Of <c>model.json</c>, where its users differ from its authors.</param>
    public Task<string> NanoDetAsync(params string[] fields) =>
        AddAsync("nanodet", "models/nanodet/nanodet_m_416.onnx", [.. fields.SelectMany(field => (string[])["--set", field])]);

    /// <summary>One class, 192×192, 2 ms.</summary>
    public Task<string> LightPersonDetectorAsync() =>
        AddAsync("light_person_detector", "models/light_person_detector/light_person_detector.onnx", "--labels", _folder.Write("person.names", "person\n"));

    /// <summary>PP-OCR's detector of text, 640×640 unless its fields say otherwise.</summary>
    public Task<string> TextDetectorAsync(params string[] fields) =>
        AddAsync("text-detector", "models/ppocr/en_PP-OCRv3_det_infer.onnx", [.. fields.SelectMany(field => (string[])["--set", field])]);

    /// <summary>PP-OCR's reader of digits and Latin letters, 32 pixels high.</summary>
    public Task<string> TextReaderAsync() => AddAsync("text-reader", "models/ppocr/en_number_mobile_v2.0_rec_infer.onnx");

    /// <summary>A person to a vector of 256 numbers, 2.7 ms.</summary>
    public Task<string> PersonReIdentificationAsync() => AddAsync("person-reidentification", "models/reid/person-reidentification-retail-0288.onnx");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The model's folder.</returns>
    private async Task<string> AddAsync(string name, string weights, params string[] options)
    {
        var file = TestData.Need(weights);
        Task<string> adding;
        lock (_added)
        {
            var key = string.Join(' ', [name, .. options]);
            if (!_added.TryGetValue(key, out adding!))
            {
                var folder = Path.Combine(_folder.Path, $"{_added.Count}");
                _added[key] = adding = AddAsync(["models", "add", file, "--name", name, "--into", folder, .. options], Path.Combine(folder, name));
            }
        }
        return await adding;
    }

    private async Task<string> AddAsync(string[] arguments, string folder)
    {
        var added = await HostProcess.RunAsync(arguments, _folder.Path);
        Assert.True(added.ExitCode == 0, added.Story);
        return folder;
    }
}
