using System.Text;

namespace EdgePlanner.Language;

/// <summary>One mistake in a plan.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What is wrong, one sentence without a full stop.</param>
/// <param name="Expected">What would do there; null where that says nothing.</param>
/// <param name="Found">What stands there; null where that says nothing.</param>
/// <param name="Hint">The way out; null where there is no better one than the expectation.</param>
public sealed record Diagnostic(DiagnosticCode Code, SourceSpan Span, string Message, string? Expected = null, string? Found = null, string? Hint = null)
{
    /// <summary>The code in kebab case: <c>unknown-tool</c>.</summary>
    public string Slug
    {
        get
        {
            var text = new StringBuilder();
            foreach (var c in Code.ToString())
            {
                if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                    text.Append('-');
                text.Append(char.ToLowerInvariant(c));
            }
            return text.ToString();
        }
    }
}
