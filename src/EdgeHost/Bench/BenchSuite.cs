namespace EdgeHost.Bench;

/// <summary>Every measurement in order, one after the other so that none disturbs the next. A figure that cannot be taken here is left
/// out, with its reason on standard error.</summary>
internal sealed class BenchSuite(IReadOnlyList<IBench> benches, BenchGround ground, BenchReport report)
{
    /// <summary>From the camera to the message.</summary>
    public static IReadOnlyList<IBench> Line() =>
    [
        new LineBench(),        // line_over_engine
        new LatencyBench(),     // outside_p50_ms, outside_p99_ms
        new AllocationBench(),  // bytes_per_frame
        new PublishBench(),     // bytes_per_publish, publish_qos1_per_s
        new PreprocessBench(),  // preprocess_us, preprocess_speedup
        new JpegBench(),        // jpeg_over_turbo
        new GalleryBench(),     // gallery_ms
        new FairnessBench(),    // fairness
        new ProcessBench(),     // rss_mb, rss_aot_mb, aot_first_detection_ms
    ];

    /// <summary>From the question to the answer.</summary>
    public static IReadOnlyList<IBench> Planner() =>
    [
        new PlanBench(),          // check_us, check_bytes, run_us
        new MaskBench(),          // mask_4k_make_ms, mask_4k_p50_us, mask_4k_p99_us, and the same of 152k
        new DecodeBench(),        // decode_tokens_per_s, decode_limit_tokens_per_s, decode_of_limit, decode_32_tokens_per_s, decode_bytes_per_token
        new AskedModelBench(),    // plan_p50_ms, plan_p95_ms
        new ClevrBench(),         // clevr_right
        new OverheadBench(),      // overhead_pct
        new AskedLineBench(),     // frame_p99_rise_pct
        new EngineBench(),        // engine_right
    ];

    /// <param name="only">Part of a bench's name, e.g. <c>line</c>; null for all.</param>
    public async Task RunAsync(string? only, CancellationToken cancellationToken)
    {
        foreach (var bench in benches)
        {
            var name = bench.GetType().Name;
            if (only is not null && !name.Contains(only, StringComparison.OrdinalIgnoreCase))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await bench.MeasureAsync(ground, report, cancellationToken);
            }
            catch (BenchSkippedException e)
            {
                report.Skip(name, e.Message);
            }
        }
    }
}
