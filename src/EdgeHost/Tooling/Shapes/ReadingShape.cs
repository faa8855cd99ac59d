using EdgeEngines.Reading;
using EdgeHost.Asking;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Tooling.Shapes;

/// <summary><c>read</c>: the text on the things, read by engines of one's own. What it says is a value and nothing else.</summary>
internal sealed class ReadingShape(ToolFile file, ITextReader reader) : IDisposable
{
    private readonly ITextPass _pass = reader.CreatePass();

    public ToolDeclaration Declare() => Crops.Declare(file, [Crops.Things("things")], PlanType.Text, Read);

    public void Dispose()
    {
        _pass.Dispose();
        reader.Dispose();
    }

    private Value Read(in ToolCall call)
    {
        if (call.World is not IPictureWorld { Frame: { } frame })
            return Value.Unknown(PlanType.Text, Crops.NoPicture);
        List<string> texts = [];
        var confidence = 1f;
        foreach (var box in Crops.Of(call.World, call.Set(0)))
        {
            foreach (var text in _pass.Read(frame, box, call.Cancellation))
            {
                texts.Add(text.Text);
                confidence = Math.Min(confidence, text.Confidence);
            }
        }
        return texts.Count > 0 ? Value.OfText(CropReader.Plain(string.Join(' ', texts)), confidence)
            : Value.Unknown(PlanType.Text, call.Set(0).IsEmpty ? "there is none to read" : "no text is found");
    }
}
