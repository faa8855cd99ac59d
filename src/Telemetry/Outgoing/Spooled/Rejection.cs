namespace Telemetry.Outgoing.Spooled;

/// <summary>Events that are given up though they were in the spool.</summary>
/// <param name="Topic">Null where it is not known, or not one.</param>
/// <param name="Code">The broker's reason, MQTT 5.0 section 3.4.2.1; 0: none, the record could not be read.</param>
internal readonly record struct Rejection(TopicName? Topic, int Code, long First, long Last, long Count, long Bytes)
{
    public bool TryJoin(in Rejection later, out Rejection both)
    {
        both = this with { Last = later.Last, Count = Count + later.Count, Bytes = Bytes + later.Bytes };
        return Topic?.Text == later.Topic?.Text && Code == later.Code && later.First > Last;
    }
}
