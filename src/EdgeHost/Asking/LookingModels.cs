using EdgeHost.Evaluating;
using EdgeHost.Tooling;

namespace EdgeHost.Asking;

/// <summary>The encoders that compare crops with words. One thread at a time.</summary>
internal sealed class LookingModels(EncoderPair encoders) : IDisposable
{
    /// <summary>A user's phrases come into the book too; a fresh one is a few milliseconds a word.</summary>
    private const int MostPrompts = 1024;

    private PromptBook _prompts = new(encoders.Texts);

    /// <summary>Their names (<see cref="EngineNames"/>).</summary>
    public IReadOnlyList<string> Engines { get; } =
    [
        EngineNames.Of(encoders.Images.Model, encoders.Images.Report.Got), EngineNames.Of(encoders.Texts.Model, encoders.Texts.Report.Got),
    ];

    public CropLooks At(EdgeEngines.Frames.Frame frame, IReadOnlyList<SeenThing> things)
    {
        if (_prompts.Count > MostPrompts)
            _prompts = new PromptBook(encoders.Texts);
        return new CropLooks(encoders.Images, encoders.Texts, _prompts, frame, things);
    }

    public void Dispose() => encoders.Dispose();
}
