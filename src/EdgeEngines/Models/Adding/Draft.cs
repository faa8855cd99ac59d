namespace EdgeEngines.Models.Adding;

/// <summary>A description in the making: what is known, what was assumed, what must be asked.</summary>
internal sealed class Draft(FileFacts facts, string family)
{
    /// <summary>Colour scales of pictures in 0..255.</summary>
    public static readonly float[] UnitScale = [1 / 255f, 1 / 255f, 1 / 255f];

    private readonly List<string> _assumptions = [];
    private readonly List<OpenQuestion> _questions = [];

    public FileFacts Facts => facts;

    public void Assume(string what) => _assumptions.Add(what);

    public void Ask(string field, string why, string how) => _questions.Add(new OpenQuestion(field, why, how));

    /// <summary>Name, layout, type and size of the picture input; colours and resize are the family's.</summary>
    /// <param name="usual">Size that the family is trained at, for files that leave it open.</param>
    public InputDescription Picture((int Width, int Height)? usual = null)
    {
        var picture = facts.Picture!;
        var (width, height) = (picture.Width ?? usual?.Width ?? 0, picture.Height ?? usual?.Height ?? 0);
        if (picture.Width is null || picture.Height is null)
        {
            if (usual is null)
            {
                Ask("input.width", "the file takes any size", "--set input.width=N");
                Ask("input.height", "the file takes any size", "--set input.height=N");
            }
            else
            {
                Assume($"input {width}x{height}: the file takes any size, this is the usual one");
            }
        }
        if (picture.Type is null)
            Ask("input.type", $"the input is {picture.Value}", "export the model with a float32, float16, uint8 or int8 input");
        if (picture.Type == TensorType.Int8)
            Ask("input.quant_scale", "an int8 input needs its scale and zero point", "--set input.quant_scale=S --set input.quant_zero=Z");
        return new InputDescription
        {
            Name = picture.Name,
            Layout = picture.Layout,
            Type = picture.Type ?? TensorType.Float32,
            Width = width,
            Height = height,
        };
    }

    public IReadOnlyList<string> Labels(int classes)
    {
        if (ClassNames.Find(facts, classes, out var from) is { } names)
        {
            if (from is not null)
                Assume($"labels: {from}");
            return names;
        }
        Ask("labels", $"the file has {classes} classes and no names for them", "--labels FILE (one name a line), or --set labels=a,b,…");
        return [];
    }

    public Recognition Finish(string task, InputDescription input, HeadDescription? head, IReadOnlyList<string> labels, TokenizerDescription? tokenizer = null) => new(
        family,
        new ModelDescription
        {
            Name = "",
            Task = task,
            File = "",
            Sha256 = "",
            Precision = facts.Graph.Precision,
            Licence = facts.Graph.Metadata.GetValueOrDefault("license", "unknown"),
            Input = input,
            Head = head,
            Labels = labels,
            Tokenizer = tokenizer,
        },
        _assumptions,
        _questions);
}

/// <summary>What a recogniser made of a file.</summary>
internal sealed record Recognition(
    string Family, ModelDescription Description, IReadOnlyList<string> Assumptions, IReadOnlyList<OpenQuestion> Questions);
