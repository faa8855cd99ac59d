using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>Types of the arguments that a call has been given so far, by the place of their parameter.</summary>
internal readonly record struct ArgumentTypes(uint Nibbles)
{
    public PlanType this[int parameter] => (PlanType)((Nibbles >> (4 * parameter)) & 15);

    public ArgumentTypes With(int parameter, PlanType type) => new((Nibbles & ~(15u << (4 * parameter))) | ((uint)type << (4 * parameter)));
}
