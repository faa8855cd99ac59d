using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Tests.Detecting.Heads;

/// <summary>One head with its outputs filled with random numbers, and the same outputs decoded by the plain published formula.</summary>
internal sealed class HeadCase : IDisposable
{
    public required ModelDescription Model { get; init; }
    public required TensorMemory[] Outputs { get; init; }

    /// <summary>Every cell of a batch item in the engine's pixels, in double precision, threshold not yet applied.</summary>
    public required Func<int, Placement, IEnumerable<PlainBox>> Plain { get; init; }

    public DetectionHead CreateHead() => DetectionHead.Create(Model, [.. Outputs.Select(output => output.Output)]);

    public Detection[] Decode(int item, in Placement placement)
    {
        var found = new DetectionBuffer(20_000);
        CreateHead().Decode(item, placement, found);
        return found.Items.ToArray();
    }

    public static ModelDescription Describe(HeadDescription head, int classes, int width, int height) => new()
    {
        Name = "case",
        Task = "detect",
        File = "case.onnx",
        Sha256 = "",
        Input = new InputDescription { Name = "input", Width = width, Height = height },
        Head = head,
        Labels = [.. Enumerable.Range(0, classes).Select(i => $"label {i}")],
    };

    public void Dispose()
    {
        foreach (var output in Outputs)
            output.Dispose();
    }
}
