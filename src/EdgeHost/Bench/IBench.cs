namespace EdgeHost.Bench;

internal interface IBench
{
    /// <exception cref="BenchSkippedException">Something that it needs is not here.</exception>
    Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken);
}
