using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeHost.Commands;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Rewards;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Mqtt;
using Telemetry.Spool;
using Telemetry.Uploading;

namespace EdgeHost.Cli;

/// <summary><c>edgehost rewards status | export | flush | purge</c>: what waits on this device for the hub. All work beside a running host.</summary>
internal static class RewardsCommands
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static Command Build() => new("rewards", "What was recorded of questions and answers for training, and waits on this device.") { Status(), Export(), Flush(), Purge() };

    private static Command Status()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("status", "Consent, where it waits, how much of what.") { json };
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var folder = RewardSpool.Options(read).Directory;
            var status = new RewardStatus(read.Rewards, folder, SpoolLook.At(folder), DeadLetterFolder.Look(read.Spool.DeadLetters));
            StandardOutput.TryWrite(result.GetValue(json) ? status.Json() : status.Text());
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "Gets a line a record, as it would go to the hub; must not be there yet. '-': standard output." };
        var settings = new SettingsArguments();
        var command = new Command("export", "Copy what waits into a file; nothing is deleted.") { file };
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var look = SpoolLook.At(RewardSpool.Options(SettingsReader.Read(settings.Sources(result).Build())).Directory);
            var path = result.GetValue(file)!;
            using var target = path == "-" ? null : new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var count = 0L;
            var line = new ArrayBufferWriter<byte>();
            look?.Read((id, kind, payload) =>
            {
                line.ResetWrittenCount();
                RecordLine.Write(line, id, kind, payload);
                if (target is null)
                    StandardOutput.TryWrite(line.WrittenSpan);
                else
                    target.Write(line.WrittenSpan);
                count++;
            });
            System.Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} records"));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Flush()
    {
        var mqtt = new Option<string?>("--mqtt") { Description = "Broker of the running host; without it that of the settings, else 127.0.0.1:1883.", HelpName = "HOST[:PORT]" };
        var device = new Option<string?>("--device") { Description = "Name of the running host in topics.", HelpName = "NAME" };
        var settings = new SettingsArguments();
        var command = new Command("flush", "Upload what waits, now; a running host is asked to.") { mqtt, device };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var configuration = settings.Sources(result, BrokerArguments.Overrides(result.GetValue(mqtt), result.GetValue(device))).Build();
            var read = SettingsReader.Read(configuration);
            if (SpoolLook.At(RewardSpool.Options(read).Directory) is { } look && look.IsInUse())
                return await AskHostAsync(read.Mqtt, "flush", "{}"u8.ToArray(), FlushCommand.Patience, cancellationToken);
            using var loggers = LoggerFactory.Create(builder => ConsoleLogging.Add(builder, configuration));
            using var spool = RewardSpool.Open(read, TimeProvider.System, loggers);
            await using var uploads = new RewardUploads(read, spool, TimeProvider.System, loggers);
            if (uploads.WhyNot is { } why)
                throw new SettingsException([why]);
            uploads.Start();
            var round = await uploads.FlushAsync(FlushCommand.Patience, cancellationToken);
            System.Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round.Sent} records are at the hub{(round.Fault is null ? "" : $", then: {round.Fault}")}"));
            return round.Fault is null ? 0 : 1;
        }));
        return command;
    }

    private static Command Purge()
    {
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var mqtt = new Option<string?>("--mqtt") { Description = "Broker of the running host; without it that of the settings, else 127.0.0.1:1883.", HelpName = "HOST[:PORT]" };
        var device = new Option<string?>("--device") { Description = "Name of the running host in topics.", HelpName = "NAME" };
        var settings = new SettingsArguments();
        var command = new Command("purge", "Delete all of it, without a trace at the hub; a running host is asked to.") { yes, mqtt, device };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var read = SettingsReader.Read(settings.Sources(result, BrokerArguments.Overrides(result.GetValue(mqtt), result.GetValue(device))).Build());
            var spool = RewardSpool.Options(read);
            if (SpoolLook.At(spool.Directory) is not { } look)
            {
                System.Console.Error.WriteLine($"nothing waits in {spool.Directory}");
                return 0;
            }
            if (!result.GetValue(yes) && !IsMeant(look))
                return 1;
            return look.IsInUse() ? await AskHostAsync(read.Mqtt, "purge", """{"what":"rewards"}"""u8.ToArray(), s_patience, cancellationToken) : await DeleteAsync(spool, read.Spool.DeadLetters, cancellationToken);
        }));
        return command;
    }

    private static bool IsMeant(SpoolLook look)
    {
        System.Console.Error.Write($"All rewards, traces and pictures in {look.Folder} that the hub does not have yet are deleted for good. Type 'delete' to go on: ");
        return System.Console.ReadLine()?.Trim() == "delete";
    }

    private static async Task<int> DeleteAsync(SpoolOptions options, string deadLetters, CancellationToken cancellationToken)
    {
        DeadLetterFolder.Delete(deadLetters);
        using var spool = new DurableSpool(options, TimeProvider.System, NullLogger<DurableSpool>.Instance);
        var isDone = await spool.PurgeAsync(cancellationToken).WaitAsync(s_patience, TimeProvider.System, cancellationToken);
        System.Console.Error.WriteLine(isDone ? "deleted" : "the disk refused: some of it is still there");
        return isDone ? 0 : 1;
    }

    private static async Task<int> AskHostAsync(MqttOptions options, string command, byte[] payload, TimeSpan patience, CancellationToken cancellationToken)
    {
        options.Host ??= "127.0.0.1";
        var (answer, fault) = await MqttRequest.SendAsync(
            options, $"cmd/{command}", payload, "cmd/result", answer => IsOf(command, answer), patience, TimeProvider.System, cancellationToken);
        System.Console.Error.WriteLine(answer is null ? $"a host has the folder, and could not be asked to {command}: {fault}" : Encoding.UTF8.GetString(answer));
        return answer is not null && JsonElement.Parse(answer).TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True ? 0 : 1;
    }

    /// <summary>A refusal does not say of which command it is.</summary>
    private static bool IsOf(string command, byte[] answer)
    {
        try
        {
            var json = JsonElement.Parse(answer);
            return json.ValueKind == JsonValueKind.Object && (!json.TryGetProperty("cmd", out var name) || name.ValueEquals(command));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
