using System.Text.Json.Nodes;
using EdgeEngines.Tests.Onnx;

namespace EdgeHost.Tests.Tooling;

/// <summary>A folder with a <c>tool.json</c> and a tiny network in <c>model</c>: its score of red, green and blue is the mean of that channel.</summary>
internal sealed class ToolOnDisk : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("edge-tools-");

    /// <param name="change">The description of the tool.</param>
    /// <param name="model">That of the model.</param>
    /// <param name="onnx">Another network.</param>
    public ToolOnDisk(Action<JsonObject>? change = null, Action<JsonObject>? model = null, byte[]? onnx = null)
    {
        using var made = new ModelOnDisk(onnx ?? MeanColour(), json =>
        {
            json["task"] = "classify";
            json.Remove("head");
            json["input"]!["scale"] = new JsonArray(1 / 255.0, 1 / 255.0, 1 / 255.0);
            json["labels"] = new JsonArray("red", "green", "blue");
            model?.Invoke(json);
        });
        Directory.CreateDirectory(Path.Combine(Folder, "model"));
        foreach (var file in Directory.EnumerateFiles(made.Path))
            File.Copy(file, Path.Combine(Folder, "model", Path.GetFileName(file)));
        Json = new JsonObject
        {
            ["name"] = "paint",
            ["shape"] = "label",
            ["model"] = "model",
            ["documentation"] = "What the things are painted with.",
            ["examples"] = new JsonArray("cars = find(\"car\")\np = paint(cars)\nreturn p"),
        };
        change?.Invoke(Json);
        File.WriteAllText(FilePath, Json.ToJsonString());
    }

    public string Root => _root.FullName;
    public string Folder => Path.Combine(_root.FullName, "paint");
    public string FilePath => Path.Combine(Folder, "tool.json");
    public JsonObject Json { get; }

    public void Dispose() => _root.Delete(recursive: true);

    private static byte[] MeanColour() => new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Output("mean", TinyOnnx.Float32, 1, 3)
        .Node("ReduceMean", ["images"], ["mean"], ("axes", new[] { 2, 3 }), ("keepdims", 0)).Build();
}
