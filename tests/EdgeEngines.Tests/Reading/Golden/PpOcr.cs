using EdgeEngines.Models;
using EdgeEngines.Models.Adding;
using EdgeEngines.Onnx;
using EdgeEngines.Reading;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeEngines.Tests.Reading.Golden;

/// <summary>The third-party models of the test data as <c>models add</c> describes them.</summary>
internal sealed class PpOcr : IDisposable
{
    private readonly string _files = TestData.Need("models/ppocr");
    private readonly string _models = Directory.CreateTempSubdirectory("edge-ppocr-").FullName;

    public PpOcr()
    {
        Detector = Add("en_PP-OCRv3_det_infer.onnx");
        Reader = Add("en_number_mobile_v2.0_rec_infer.onnx");
        Direction = Add("ch_ppocr_mobile_v2.0_cls_infer.onnx");
    }

    public ModelFolder Detector { get; }
    public ModelFolder Reader { get; }
    public ModelFolder Direction { get; }

    public ITextReader Load(bool withDirection = false) => TextReaderFactory.Load(
        Detector, Reader, withDirection ? Direction : null, new EngineOptions { Providers = ["CPU"] }, NullLogger.Instance);

    public void Dispose() => Directory.Delete(_models, recursive: true);

    private ModelFolder Add(string file) =>
        ModelAdder.Add(new AddRequest { OnnxFile = Path.Combine(_files, file), ModelsDirectory = _models }).Folder!;
}
