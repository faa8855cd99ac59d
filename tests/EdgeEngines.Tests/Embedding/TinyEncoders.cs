using System.Text.Json.Nodes;
using EdgeEngines.Tests.Onnx;

namespace EdgeEngines.Tests.Embedding;

/// <summary>Encoders whose vectors can be worked out on paper.</summary>
internal static class TinyEncoders
{
    public const int Context = 8;

    public static readonly string[] Words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "blue", "car", "##s", "un", "##lit", ",", "cafe", "[", "]", "sep"];

    /// <summary>The mean of each colour over the crop.</summary>
    public static ModelOnDisk MeanColour(object batch, Action<JsonObject>? change = null, string output = "image_embeds") => new(
        new TinyOnnx().Input("image", TinyOnnx.Float32, batch, 3, 4, 4).Output(output, TinyOnnx.Float32, batch, 3)
            .Node("ReduceMean", ["image"], [output], ("axes", new[] { 2, 3 }), ("keepdims", 0)).Build(),
        json =>
        {
            json["name"] = "mean-colour";
            json["task"] = "embed-image";
            json["input"]!["name"] = "image";
            json.Remove("head");
            change?.Invoke(json);
        });

    /// <summary>The mean over the row of a table's lines: token t counts (t, 1), so that the vector tells the sum of the tokens.</summary>
    /// <param name="type">Of the tokens.</param>
    /// <param name="withMask">The second number is then how many tokens are not padding ÷ context.</param>
    /// <param name="rows">Tokens in the table.</param>
    public static ModelOnDisk MeanToken(int type, bool withMask, int rows, Action<JsonObject>? change = null)
    {
        var onnx = new TinyOnnx().Input("input_ids", type, "batch", "length").Output("text_embeds", TinyOnnx.Float32, "batch", 2)
            .Weight("table", [rows, 1], [.. Enumerable.Range(0, rows).Select(t => (float)t)])
            .Node("Gather", ["table", "input_ids"], ["tokens"]).Node("ReduceMean", ["tokens"], ["mean"], ("axes", new[] { 1 }), ("keepdims", 0));
        if (withMask)
        {
            onnx.Input("attention_mask", type, "batch", "length").Node("Cast", ["attention_mask"], ["marks"], ("to", TinyOnnx.Float32));
        }
        else
        {
            onnx.Weight("zero", [1], 0).Weight("one", [1], 1).Node("Cast", ["input_ids"], ["ids"], ("to", TinyOnnx.Float32))
                .Node("Mul", ["ids", "zero"], ["zeros"]).Node("Add", ["zeros", "one"], ["marks"]);
        }
        onnx.Node("ReduceMean", ["marks"], ["share"], ("axes", new[] { 1 }), ("keepdims", 1)).Node("Concat", ["mean", "share"], ["text_embeds"], ("axis", 1));
        var model = new ModelOnDisk(onnx.Build(), json =>
        {
            json["name"] = "mean-token";
            json["task"] = "embed-text";
            json["input"] = new JsonObject { ["name"] = "input_ids", ["width"] = Context, ["height"] = 1, ["type"] = type == TinyOnnx.Int64 ? "int64" : "int32" };
            json["tokenizer"] = new JsonObject { ["kind"] = "wordpiece", ["vocabulary"] = "vocab.txt" };
            json.Remove("head");
            change?.Invoke(json);
        });
        File.WriteAllLines(Path.Combine(model.Path, "vocab.txt"), Words);
        return model;
    }
}
