using System.Text;
using MQTTnet;

namespace Telemetry.Mqtt;

/// <summary>User and password, fetched at every connect, never kept and never logged.</summary>
internal sealed class Credentials(MqttOptions options) : IMqttClientCredentialsProvider
{
    private const int LargestFileBytes = 64 * 1024;

    public string? GetUserName(MqttClientOptions clientOptions) => options.User;

    public byte[]? GetPassword(MqttClientOptions clientOptions)
    {
        if (options.PasswordFile is { } file)
            return Read(file);
        return Environment.GetEnvironmentVariable(options.PasswordVariable) is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null;
    }

    private static byte[] Read(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[LargestFileBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > LargestFileBytes)
            throw new IOException($"{file} is no password file: more than {LargestFileBytes} bytes");
        return bytes.AsSpan(0, length).TrimEnd("\r\n"u8).ToArray();
    }
}
