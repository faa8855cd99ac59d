using EdgeEngines.Tracking;
using EdgeHost.Evaluating;
using EdgeHost.Events;
using EdgeHost.Memory;

namespace EdgeHost.Frames;

/// <param name="BySourceClock">Durations are the film's, not the clock's: for sources read faster than they were filmed.</param>
/// <param name="Truth">Of a simulated camera: what is published is held against it.</param>
/// <param name="Memory">Null where nothing is to be remembered.</param>
internal sealed record OutletOptions(TrackerOptions Tracking, EventsOptions Events, bool BySourceClock, TruthBoard? Truth = null, CameraMemory? Memory = null);
