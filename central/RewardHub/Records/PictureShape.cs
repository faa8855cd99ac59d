using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RewardHub.Refusing;

namespace RewardHub.Records;

/// <summary>A picture's bytes go to the picture store; its record keeps everything else, and the hash they are stored under.</summary>
internal static class PictureShape
{
    public static string? Read(RecordLine line, JsonElement record)
    {
        var fields = new Fields(record);
        line.Answer = fields.Text("id", required: true);
        fields.Number("time", double.MinValue, double.MaxValue);
        line.Consent = fields.Text("consent", required: true);
        line.User = fields.Text("user");
        var type = fields.Text("media_type", required: true);
        if (type is not (null or "image/jpeg" or "image/png" or "image/webp"))
            fields.Blame($"media_type: expected image/jpeg, image/png or image/webp, found \"{Shown.Of(type)}\"");
        if (fields.Fault is { } fault)
            return fault;
        if (!record.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out var bytes))
            return "data: expected the picture in base64, found something else";
        if (!Begins(bytes, type!))
            return $"data: expected a picture of type {type}, found bytes that do not begin like one";
        line.Picture = new Picture(SHA256.HashData(bytes), bytes, type!);
        line.Body = WithoutData(record, line.Picture);
        return null;
    }

    private static bool Begins(ReadOnlySpan<byte> bytes, string type) => type switch
    {
        "image/jpeg" => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        "image/png" => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        _ => bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8),
    };

    private static string WithoutData(JsonElement record, Picture picture)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (var property in record.EnumerateObject())
            {
                if (property.NameEquals("data"u8) || property.NameEquals("sha256"u8) || property.NameEquals("bytes"u8))
                    continue;
                writer.WritePropertyName(property.Name);
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
            }
            writer.WriteString("sha256", Convert.ToHexStringLower(picture.Sha256));
            writer.WriteNumber("bytes", picture.Bytes.Length);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
