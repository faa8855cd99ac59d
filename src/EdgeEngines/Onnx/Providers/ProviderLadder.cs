namespace EdgeEngines.Onnx.Providers;

/// <summary>
/// Tries providers from the best down until one proves itself with a real inference. What fails is noted and passed over;
/// nothing is taken on trust, because a provider can be listed, accepted, and still fail at the first run.
/// </summary>
internal static class ProviderLadder
{
    /// <param name="asked">Best first.</param>
    /// <param name="unavailable">Why a provider cannot even be tried, or null.</param>
    /// <param name="open">Opens on the given providers, best first, and probes; throws what <paramref name="isFailure"/> knows.</param>
    /// <param name="mend">Called once after the first failure of a provider; true when trying the same again makes sense.</param>
    public static Rung<T> Climb<T>(
        IReadOnlyList<ExecutionProvider> asked,
        Func<ExecutionProvider, string?> unavailable,
        Func<IReadOnlyList<ExecutionProvider>, T> open,
        Func<Exception, bool> isFailure,
        Func<ExecutionProvider, Exception, bool> mend)
        where T : class
    {
        List<string> why = [];
        List<ExecutionProvider> usable = [];
        foreach (var provider in asked)
        {
            if (unavailable(provider) is { } reason)
                why.Add($"{ExecutionProviders.Name(provider)}: {reason}");
            else
                usable.Add(provider);
        }
        Exception? last = null;
        for (var from = 0; from < usable.Count; from++)
        {
            var mended = false;
            while (true)
            {
                try
                {
                    return new Rung<T>(open(usable[from..]), usable[from..], why, null);
                }
                catch (Exception e) when (isFailure(e))
                {
                    last = e;
                    if (!mended && mend(usable[from], e))
                    {
                        mended = true;
                        continue;
                    }
                    why.Add($"{ExecutionProviders.Name(usable[from])}: {FirstLine(e)}");
                    break;
                }
            }
        }
        return new Rung<T>(null, [], why, last);
    }

    /// <summary>Native messages run over many lines; the first names the cause.</summary>
    private static string FirstLine(Exception failure)
    {
        var root = failure is TypeInitializationException { InnerException: { } inner } ? inner : failure;
        return root.Message.Split('\n', 2)[0].TrimEnd();
    }
}

/// <param name="Opened">Null when no provider worked.</param>
/// <param name="Providers">Those it was opened on, best first.</param>
/// <param name="Why">A line for each provider that was asked for and not got.</param>
internal sealed record Rung<T>(T? Opened, IReadOnlyList<ExecutionProvider> Providers, List<string> Why, Exception? LastFailure)
    where T : class;
