namespace EdgeHost.Events;

/// <summary>What one frame brought.</summary>
/// <param name="Seen">Confirmed objects in sight, of the labels that make events.</param>
internal readonly record struct StepSummary(int Seen, int Started, int Updated, int Ended);
