using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>Whom nobody knew yet: kept in mind from the first faint sighting, shown when something speaks for it, believed later
/// (<see cref="Target.See"/>).</summary>
public sealed partial class Tracker
{
    private void StartNew(ReadOnlySpan<Detection> found, ReadOnlySpan<int> columns, float leastScore)
    {
        foreach (var index in columns)
        {
            if (found[index].Score < leastScore || _count == _options.MaxTracks || IsTaken(found[index].BoxInSource))
                continue;
            if (_count == _targets.Length)
            {
                Array.Resize(ref _targets, _count * 2);
                _tracks = new Track[_count * 2];
                _rows = new int[_count * 2];
            }
            _targets[_count++] = Target.Start(found[index], _options, _scale);
        }
    }

    /// <summary>Somebody seen in this frame stands there already.</summary>
    private bool IsTaken(in Box box)
    {
        foreach (ref readonly var target in _targets.AsSpan(0, _count))
        {
            if (target.Missed == 0 && target.BoxInSource.Overlap(box) > _options.TwinOverlap)
                return true;
        }
        return false;
    }

    /// <summary>Newcomers with enough to show for themselves get their number and come behind those that have one.</summary>
    private void Introduce()
    {
        for (var i = _shownCount; i < _count; i++)
        {
            if (!_targets[i].Confirmed && _targets[i].Evidence < _options.ShowEvidence)
                continue;
            var target = _targets[i];
            target.Id = ++_lastId;
            _targets.AsSpan(_shownCount, i - _shownCount).CopyTo(_targets.AsSpan(_shownCount + 1)); // the others keep their order
            _targets[_shownCount++] = target;
        }
    }
}
