using MQTTnet.Exceptions;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>Moves messages from the outbox to one connection: takes as many as fit into a batch, writes, and again. Waits for a
/// signal when there is nothing to send.</summary>
/// <param name="eventExpiry">How long the broker may keep an event for those who are away; null: as it likes.</param>
internal sealed class Sender(ClientWire wire, Outbox outbox, BrokerLimits limits, TimeSpan? eventExpiry, Action<Rebuff> refused)
{
    private readonly PublishBatch _batch = new(limits, eventExpiry);
    private OutboundMessage _pending; // taken, but the batch was full
    private ushort _pendingId;
    private bool _hasPending;

    public async Task RunAsync()
    {
        try
        {
            while (!wire.Closed.IsCompleted)
            {
                Fill();
                if (_batch.IsEmpty)
                {
                    await outbox.Work.WaitAsync();
                    continue;
                }
                await wire.WriteAsync(_batch);
                var unacknowledged = _batch.Unacknowledged;
                if (_batch.SpooledUnacknowledged is { IsEmpty: false } spooled)
                    outbox.SpooledWritten(spooled);
                _batch.Clear();
                if (unacknowledged.Total > 0)
                    outbox.Written(unacknowledged);
            }
        }
        catch (MqttCommunicationException)
        {
            // The wire knows the reason, and is closed.
        }
        finally
        {
            var lost = _batch.Unacknowledged;
            _batch.Clear();
            if (_hasPending)
            {
                _pending.Payload.Release();
                lost = _pendingId == 0 && !_pending.IsSpooled ? lost.With(_pending.Delivery) : lost;
            }
            if (lost.Total > 0)
                outbox.Lost(lost);
        }
    }

    private void Fill()
    {
        while (_batch.HasRoomForAck && wire.TryTakeAck(out var ack))
            _batch.AppendAck(ack);
        if (_hasPending && !Append(_pending, _pendingId))
            return;
        _hasPending = false;
        while (outbox.TryTake(out var message, out var packetId))
        {
            if (Append(message, packetId))
                continue;
            (_pending, _pendingId, _hasPending) = (message, packetId, true);
            return;
        }
    }

    /// <summary>False when the batch has to be written first.</summary>
    private bool Append(in OutboundMessage message, ushort packetId)
    {
        switch (_batch.TryAppend(message, packetId))
        {
            case Appended.Full:
                return false;
            case Appended.TooLarge:
                refused(outbox.Refuse(message, packetId, Rebuff.PacketTooLarge));
                message.Payload.Release();
                return true;
            default:
                return true;
        }
    }
}
