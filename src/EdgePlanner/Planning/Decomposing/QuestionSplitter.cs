namespace EdgePlanner.Planning.Decomposing;

/// <summary>
/// Takes a question apart where a joint (<c>and</c>, <c>or</c>, a comma, the end of a sentence) is followed by a word that begins a question
/// ("are there more cars than people <em>and is</em> the light green?"), or where it compares two answers (<see cref="Comparison"/>). So
/// "a car and a dog" stays whole. One pass over the words: linear in the question, whatever stands in it.
/// </summary>
internal static class QuestionSplitter
{
    /// <summary>More answers at once help nobody, and each costs a plan.</summary>
    public const int MostParts = 4;

    private static readonly string[] s_openers =
    [
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "can", "could", "may", "will", "how", "what", "which", "where", "when", "who",
        "count", "describe", "read",
    ];

    private static readonly string[] s_fillers = ["and", "or", "but", "also", "then"];

    /// <summary>The parts; or neither for a question of one part; or why it is not taken apart although it has several.</summary>
    public static (SplitQuestion? Split, string? WhyNot) Split(string question)
    {
        var (parts, count, joints) = Cut(question);
        if (count == 1)
            return (Comparison.Of(question), null);
        if (count > MostParts)
            return (null, $"it asks {count} things at once, at most {MostParts} are taken apart: ask them one after the other");
        return joints switch
        {
            Joints.And => (new SplitQuestion(parts, Joint.And), null),
            Joints.Or => (new SplitQuestion(parts, Joint.Or), null),
            _ => (null, "it joins its parts by \"and\" as well as by \"or\": ask them apart"),
        };
    }

    /// <summary>No more than <see cref="MostParts"/> parts are kept; all are counted.</summary>
    private static (List<string> Parts, int Count, Joints Joints) Cut(string question)
    {
        List<string> parts = [];
        var (count, joints, start) = (0, Joints.None, 0);
        var at = 0;
        while (at < question.Length)
        {
            var (end, next, kind) = JointAt(question, at);
            if (kind == Joints.None)
            {
                at = next;
                continue;
            }
            if (start < end && Opens(question, next) && Keep(question.AsSpan(start, end - start)))
            {
                joints |= kind;
                start = next;
            }
            at = next;
        }
        Keep(question.AsSpan(start));
        return (parts, Math.Max(1, count), joints);

        bool Keep(ReadOnlySpan<char> part)
        {
            part = part.Trim(" \t\r\n?.,;:!");
            if (part.IsEmpty)
                return false;
            if (++count <= MostParts)
                parts.Add(part.ToString());
            return true;
        }
    }

    /// <summary>Reads on from a place: a joint with where the part before it ends and the next begins, or one word that is none.</summary>
    private static (int End, int Next, Joints Kind) JointAt(string text, int at)
    {
        var (end, kind) = (at, Joints.None);
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            if (c is ',' or ';' or '?' or '!' || (c == '.' && (at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]))))
            {
                kind |= kind == Joints.None ? Joints.Pause : kind;
                at++;
                continue;
            }
            var length = WordLength(text, at);
            if (!IsOneOf(s_fillers, text.AsSpan(at, length)))
                break;
            kind |= text.AsSpan(at, length).Equals("or", StringComparison.OrdinalIgnoreCase) ? Joints.Or : Joints.And;
            at += length;
        }
        if (kind == Joints.None)
            return (end, at + WordLength(text, at), Joints.None);
        var said = kind & (Joints.And | Joints.Or);
        return (end, at, said == Joints.None ? Joints.And : said); // a bare pause joins as "and" does
    }

    private static bool Opens(string text, int at) => at < text.Length && IsOneOf(s_openers, text.AsSpan(at, WordLength(text, at)));

    private static int WordLength(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (',' or ';' or '?' or '!'))
            end++;
        // A full stop ends a word, a decimal point does not.
        if (end > at + 1 && text[end - 1] == '.')
            end--;
        return Math.Max(end - at, at < text.Length ? 1 : 0);
    }

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var known in words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    [Flags]
    private enum Joints
    {
        None = 0,
        And = 1,
        Or = 2,
        Pause = 4,
    }
}
