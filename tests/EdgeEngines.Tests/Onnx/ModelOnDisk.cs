using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeEngines.Models;

namespace EdgeEngines.Tests.Onnx;

/// <summary>A model folder in a temporary directory.</summary>
internal sealed class ModelOnDisk : IDisposable
{
    public ModelOnDisk(byte[] onnx, Action<JsonObject>? change = null, bool describe = true)
    {
        Path = Directory.CreateTempSubdirectory("edge-model-").FullName;
        File.WriteAllBytes(OnnxPath, onnx);
        Json = new JsonObject
        {
            ["name"] = "tiny",
            ["task"] = "detect",
            ["file"] = "model.onnx",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            ["input"] = new JsonObject { ["name"] = "images", ["width"] = 4, ["height"] = 4, ["resize"] = "stretch" },
            ["head"] = new JsonObject { ["kind"] = "boxes-scores" },
            ["labels"] = new JsonArray("thing"),
        };
        change?.Invoke(Json);
        if (describe)
            File.WriteAllText(System.IO.Path.Combine(Path, ModelFolder.DescriptionFile), Json.ToJsonString());
    }

    public string Path { get; }
    public string OnnxPath => System.IO.Path.Combine(Path, "model.onnx");
    public JsonObject Json { get; }

    public ModelFolder Folder => ModelFolder.Read(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
