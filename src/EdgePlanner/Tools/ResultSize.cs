namespace EdgePlanner.Tools;

/// <summary>Most elements that the set a tool gives can hold, from the sets it is given: what prices are computed from.</summary>
public enum ResultSize : byte
{
    /// <summary>Not a set, or at most one element.</summary>
    One,

    /// <summary>At most those of the first set given.</summary>
    First,

    /// <summary>At most all elements of all sets given.</summary>
    Sum,

    /// <summary>At most those of the largest set given.</summary>
    Largest,

    /// <summary>As many as the plan's cap allows.</summary>
    Cap,
}
