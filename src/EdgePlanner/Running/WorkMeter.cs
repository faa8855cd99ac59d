namespace EdgePlanner.Running;

/// <summary>Counts the work of one run against what it was priced at.</summary>
internal struct WorkMeter(long limitUnits)
{
    public long Spent { get; private set; }

    /// <summary>Charges a call before it is made; false where that would be more than the plan was priced at.</summary>
    public bool TryCharge(long units)
    {
        if (units > limitUnits - Spent)
            return false;
        Spent += units;
        return true;
    }
}
