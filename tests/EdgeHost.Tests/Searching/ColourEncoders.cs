using System.Text.Json.Nodes;
using EdgeEngines.Tests.Onnx;

namespace EdgeHost.Tests.Searching;

/// <summary>Two halves of one space, red, green and blue, whose answers can be worked out on paper.</summary>
internal sealed class ColourEncoders : IDisposable
{
    private static readonly string[] s_words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "green", "blue"];

    /// <summary>The mean of each colour over the crop.</summary>
    public ModelOnDisk Image { get; } = new(
        new TinyOnnx().Input("image", TinyOnnx.Float32, "batch", 3, 8, 8).Output("image_embeds", TinyOnnx.Float32, "batch", 3)
            .Node("ReduceMean", ["image"], ["image_embeds"], ("axes", new[] { 2, 3 }), ("keepdims", 0)).Build(),
        json =>
        {
            json["name"] = "colours-image";
            json["task"] = "embed-image";
            json["input"] = new JsonObject { ["name"] = "image", ["width"] = 8, ["height"] = 8, ["resize"] = "stretch" };
            json.Remove("head");
        });

    /// <summary>The mean of the words' colours.</summary>
    public ModelOnDisk Text { get; } = new(
        new TinyOnnx().Input("input_ids", TinyOnnx.Int64, "batch", 6).Output("text_embeds", TinyOnnx.Float32, "batch", 3)
            .Weight("table", [7, 3], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
            .Node("Gather", ["table", "input_ids"], ["tokens"]).Node("ReduceMean", ["tokens"], ["text_embeds"], ("axes", new[] { 1 }), ("keepdims", 0)).Build(),
        json =>
        {
            json["name"] = "colours-text";
            json["task"] = "embed-text";
            json["input"] = new JsonObject { ["name"] = "input_ids", ["width"] = 6, ["height"] = 1, ["type"] = "int64" };
            json["tokenizer"] = new JsonObject { ["kind"] = "wordpiece", ["vocabulary"] = "vocab.txt" };
            json.Remove("head");
        });

    public ColourEncoders() => File.WriteAllLines(Path.Combine(Text.Path, "vocab.txt"), s_words);

    public void Dispose()
    {
        Image.Dispose();
        Text.Dispose();
    }
}
