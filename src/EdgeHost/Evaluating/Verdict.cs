namespace EdgeHost.Evaluating;

internal enum Verdict : byte
{
    /// <summary>Nothing of its class is there, or another box has it already.</summary>
    Wrong,
    Right,

    /// <summary>Lies on an object that does not count: neither right nor wrong.</summary>
    Ignored,
}
