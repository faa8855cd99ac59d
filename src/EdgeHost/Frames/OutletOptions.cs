using EdgeEngines.Tracking;
using EdgeHost.Events;

namespace EdgeHost.Frames;

/// <param name="BySourceClock">Durations are the film's, not the clock's: for sources read faster than they were filmed.</param>
internal sealed record OutletOptions(TrackerOptions Tracking, EventsOptions Events, bool BySourceClock);
