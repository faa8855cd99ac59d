using System.Numerics;

namespace EdgeHost.Events;

/// <summary>
/// Which crossings of one line by one object are told. Of who stood on one side for <see cref="SettledSeconds"/>, at once; otherwise only when
/// the object has stood clear of the line on its new side for <see cref="SteadySeconds"/>: of two that stand close together a detector sees
/// now the one, now the other, and a line between them would be crossed ten times a second. A mutable struct: changed in place.
/// </summary>
internal struct LineWatch
{
    private const double SettledSeconds = 2;
    private const double SteadySeconds = 0.5;

    private LineSide _side;
    private double? _changedSeconds; // when it last crossed, or came back from where it was not believed to stand
    private double? _awaySeconds; // since when it stands on the other side, not yet believed

    /// <param name="seconds">On a clock that never runs backwards.</param>
    public CrossingDirection See(CrossingLine line, Vector2 foot, float margin, double seconds)
    {
        var side = _side;
        var direction = line.Pass(ref side, foot, margin);
        if (direction != CrossingDirection.None)
        {
            if (seconds - _changedSeconds < SettledSeconds && seconds - (_awaySeconds ??= seconds) < SteadySeconds)
                return CrossingDirection.None;
            (_changedSeconds, _awaySeconds) = (seconds, null);
        }
        else if (_awaySeconds is not null && side.Point == foot) // clear of the line, on the side where it was believed to stand
        {
            (_changedSeconds, _awaySeconds) = (seconds, null);
        }
        _side = side;
        return direction;
    }
}
