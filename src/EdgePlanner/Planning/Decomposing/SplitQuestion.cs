namespace EdgePlanner.Planning.Decomposing;

/// <summary>A question taken apart: what is asked first, and how the answers come together.</summary>
/// <param name="Parts">Two to four questions, in the order in which they stand.</param>
/// <param name="Relation">Of <c>compare</c>; null unless the parts are compared.</param>
internal sealed record SplitQuestion(IReadOnlyList<string> Parts, Joint Joint, string? Relation = null);

/// <summary>What holds the parts of a question together.</summary>
internal enum Joint
{
    /// <summary>All of it is asked: both truths, or each answer told in turn.</summary>
    And,

    /// <summary>One of it will do; truths only.</summary>
    Or,

    /// <summary>Two answers of one kind, held against each other.</summary>
    Compare,
}
