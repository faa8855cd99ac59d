using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>One of a text reader's engines.</summary>
internal sealed record TextEngine(ModelDescription Model, EngineSession Session)
{
    public TextDescription Text => Model.Text ?? new TextDescription();
}
