using System.Text.Json;
using System.Text.Unicode;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Telemetry;
using Telemetry.Incoming;
using Telemetry.Mqtt;

namespace EdgeHost.Commands;

/// <summary>
/// Carries out <c>cmd/&lt;name&gt;</c>: hostile until checked. Every command is answered, on its response topic or on <c>cmd/result</c>:
/// <c>{"ok":true,…}</c>, or <c>{"ok":false,"error":"what was expected"}</c>.
/// </summary>
internal sealed class CommandDesk
{
    private static readonly JsonDocumentOptions s_payload = new() { MaxDepth = 8 };
    private readonly Dictionary<string, ICommand> _commands;
    private readonly MqttLink _link;
    private readonly TopicName _results;
    private readonly ILogger _log;

    public CommandDesk(IEnumerable<ICommand> commands, MqttLink link, ILogger<CommandDesk> log)
    {
        _commands = commands.ToDictionary(c => c.Name);
        _link = link;
        _results = link.Topics.Topic("cmd/result");
        _log = log;
    }

    public void Listen() => _link.Subscriptions.Subscribe(
        _link.Topics.Filter("cmd/+"), HandleAsync, new SubscriptionOptions { AnswerTopic = _results });

    private async ValueTask HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Topic == _results.Text)
            return; // our own answers
        var name = message.Topic[(message.Topic.LastIndexOf('/') + 1)..];
        var answer = await AnswerAsync(name, message.Payload, cancellationToken);
        CommandsLog.Answered(_log, name, answer.Error ?? "done");
        _link.Publisher.Reply(message, answer.ToJson(name), _results);
    }

    internal async Task<CommandAnswer> AnswerAsync(string name, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(name, out var command))
            return CommandAnswer.Failed($"there is no command '{name}'; expected one of {string.Join(", ", _commands.Keys.Order(StringComparer.Ordinal))}");
        if (!Utf8.IsValid(payload.Span))
            return CommandAnswer.Failed($"the payload is no UTF-8 text; expected e.g. {command.Example}");
        try
        {
            using var document = JsonDocument.Parse(payload.IsEmpty ? "{}"u8.ToArray() : payload, s_payload);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return CommandAnswer.Failed($"expected a JSON object such as {command.Example}, found a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}");
            return await command.RunAsync(new CommandArguments(document.RootElement, command.Example), cancellationToken);
        }
        catch (JsonException e)
        {
            return CommandAnswer.Failed($"the payload is no JSON ({e.Message.Split('.')[0]}); expected e.g. {command.Example}");
        }
        catch (Exception e) when (e is CommandException or ModelException or EngineException)
        {
            return CommandAnswer.Failed(e.Message);
        }
    }
}
