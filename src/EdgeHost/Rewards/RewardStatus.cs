using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>What <c>edgehost rewards status</c> says: what waits on this device, whether a host has it now, and what was consented to.</summary>
internal sealed class RewardStatus
{
    private static readonly RecordKind[] s_kinds = [RecordKind.Reward, RecordKind.Trace, RecordKind.Picture, RecordKind.Gap];

    private readonly RewardsOptions _options;
    private readonly string _folder;
    private readonly SpoolLook? _look;
    private readonly Dictionary<RecordKind, (long Count, long Bytes)> _waiting = [];
    private readonly bool _isInUse;
    private readonly (int Files, long Bytes) _deadLetters;

    /// <param name="look">Null where there is no spool.</param>
    /// <param name="deadLetters">What the hub did not take.</param>
    /// <exception cref="SpoolException">The folder cannot be read.</exception>
    public RewardStatus(RewardsOptions options, string folder, SpoolLook? look, (int Files, long Bytes) deadLetters = default)
    {
        (_options, _folder, _look, _isInUse, _deadLetters) = (options, folder, look, look?.IsInUse() ?? false, deadLetters);
        look?.Read((_, kind, payload) =>
        {
            var (count, bytes) = _waiting.GetValueOrDefault(kind);
            _waiting[kind] = (count + 1, bytes + payload.Length);
        });
    }

    public byte[] Text()
    {
        var text = new StringBuilder();
        text.Append(_options.IsOn ? $"recording, by consent {_options.Consent}{(_options.Pictures ? ", with redacted pictures" : "")}\n" : "off: nobody has consented (Rewards:Consent)\n");
        if (_deadLetters.Files > 0)
            text.Append(CultureInfo.InvariantCulture, $"{_deadLetters.Files} files of records that the hub did not take, {_deadLetters.Bytes} bytes\n");
        if (_look is null)
            return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $"nothing waits in {_folder}\n").ToString());
        text.Append(CultureInfo.InvariantCulture, $"{_look.Folder}: {_look.Bytes()} bytes, start {_look.Boot}, {(_isInUse ? "a host has it now" : "no host has it now")}\n");
        foreach (var kind in s_kinds)
        {
            if (_waiting.TryGetValue(kind, out var waiting))
                text.Append(CultureInfo.InvariantCulture, $"{waiting.Count} {RecordNames.Of(kind)} records wait, {waiting.Bytes} bytes\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"delivered through {_look.AcknowledgedThrough}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("consent", _options.IsOn ? _options.Consent : null);
            json.WriteBoolean("pictures", _options is { IsOn: true, Pictures: true });
            json.WriteString("folder", _look?.Folder ?? _folder);
            json.WriteNumber("bytes", _look?.Bytes() ?? 0);
            json.WriteNumber("boot", _look?.Boot ?? 0);
            json.WriteBoolean("in_use", _isInUse);
            json.WriteNumber("delivered_through", _look?.AcknowledgedThrough ?? 0);
            json.WriteNumber("dead_letter_files", _deadLetters.Files);
            json.WriteNumber("dead_letter_bytes", _deadLetters.Bytes);
            json.WriteStartObject("waiting");
            foreach (var kind in s_kinds)
            {
                var (count, bytes) = _waiting.GetValueOrDefault(kind);
                json.WriteStartObject(RecordNames.Of(kind));
                json.WriteNumber("records", count);
                json.WriteNumber("bytes", bytes);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
