using System.Security.Cryptography;
using EdgeWorld.Scenes;

namespace EdgeWorld.Tests;

/// <summary>Worlds for tests.</summary>
internal static class Worlds
{
    public static readonly string[] Everyday = ["traffic", "crossing", "pavement", "parking", "indoor-room", "indoor-corridor"];

    public static StreetWorld Open(string query) => new(WorldOptions.Parse("sim:street?" + query));

    /// <summary>SHA-256 over the scene graphs of the frames at every n-th index, first 16 digits.</summary>
    public static string Hash(string query, int frames, int every)
    {
        using var world = Open(query);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var frame = 0; frame < frames; frame++)
        {
            hash.AppendData(SceneJson.Write(world.Graph(withRelations: true)));
            for (var i = 0; i < every; i++)
                world.Advance();
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
