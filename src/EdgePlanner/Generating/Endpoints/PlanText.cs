namespace EdgePlanner.Generating.Endpoints;

/// <summary>Finds the plan in what a chat model says around it: thoughts, prose, a fence of backquotes. What is no plan at all is given back as it is, for the checker to say so.</summary>
internal static class PlanText
{
    private const string Fence = "```";
    private const string ThoughtEnd = "</think>";

    /// <param name="isWhole">It ends with a <c>return</c>.</param>
    public static string Of(string answer, out bool isWhole)
    {
        var said = answer.AsSpan();
        var thought = said.LastIndexOf(ThoughtEnd, StringComparison.Ordinal);
        if (thought >= 0)
            said = said[(thought + ThoughtEnd.Length)..];
        var block = new List<string>();
        isWhole = false;
        foreach (var line in said.EnumerateLines())
        {
            // Nothing in a plan is indented, but much that a chat model sets apart is.
            var text = line.Trim();
            if (IsStatement(text))
            {
                block.Add(text.ToString());
                if (isWhole = IsReturn(text))
                    break;
            }
            else if (block.Count > 0 && text.Length > 0 && text[0] != '#')
            {
                // A line amid the plan that is none is the checker's to explain; behind its end it is prose.
                if (text.StartsWith(Fence, StringComparison.Ordinal))
                    break;
                block.Add(text.ToString());
            }
        }
        return block.Count == 0 ? said.Trim().ToString() : string.Join('\n', block);
    }

    private static bool IsReturn(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("return ", StringComparison.Ordinal))
            return false;
        line = line["return ".Length..].TrimStart();
        var name = NameLength(line);
        return name > 0 && line[name..].TrimStart() is [] or ['#', ..];
    }

    private static bool IsStatement(ReadOnlySpan<char> line)
    {
        if (IsReturn(line))
            return true;
        var name = NameLength(line);
        var rest = line[name..].TrimStart();
        if (name == 0 || rest is not ['=', ..])
            return false;
        rest = rest[1..].TrimStart();
        var tool = NameLength(rest);
        return tool > 0 && rest[tool..].TrimStart() is ['(', ..];
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
            length++;
        return length;
    }
}
