using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx.Decoding;

/// <summary>A decoder's memory, bound for one number of rows, slots and steps. Made once for each and used again, so that a step makes no garbage.</summary>
internal sealed class DecoderViews : IDisposable
{
    private readonly List<OrtValue> _views = [];

    public DecoderViews(InferenceSession session, DecoderPlan plan, DecoderMemory memory, int rows, int slots, int steps)
    {
        Binding = session.CreateIoBinding();
        try
        {
            Input(plan.Tokens.Name, memory.Tokens.View(rows, steps));
            Input(plan.Mask.Name, memory.Mask.View(rows, slots + steps));
            Input(plan.Positions.Name, memory.Positions.View(rows, steps));
            Output(plan.Logits.Name, memory.Logits.View(rows, steps, plan.Vocabulary));
            for (var i = 0; i < plan.Caches.Count; i++)
            {
                Input(plan.Caches[i].Past, memory.Cache.Past[i].View(plan.Caches[i].Of(rows, slots)));
                Output(plan.Caches[i].Present, memory.Present[i].View(plan.Caches[i].Of(rows, slots + steps)));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public OrtIoBinding Binding { get; }

    public void Dispose()
    {
        Binding.Dispose();
        foreach (var view in _views)
            view.Dispose();
    }

    private void Input(string name, OrtValue view)
    {
        _views.Add(view);
        Binding.BindInput(name, view);
    }

    private void Output(string name, OrtValue view)
    {
        _views.Add(view);
        Binding.BindOutput(name, view);
    }
}
