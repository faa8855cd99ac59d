namespace EdgePlanner.Tools;

/// <summary>What one call costs at most: a fixed part, and a part for each element of the sets it is given. Microseconds.</summary>
public readonly record struct ToolCost(double FixedMicros, double PerElementMicros = 0);
