using System.Numerics;

using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting;

/// <summary>
/// Greedy suppression: the best candidate stays and takes away the others (of its class, unless agnostic) that overlap it by
/// more than <c>iou</c>, and so on with the best of the rest, until <c>most</c> stay. An <c>iou</c> of 1 takes nothing away.
/// Overlap is measured in the engine's pixels, before boxes are clipped to the picture. Keeps scratch memory: one thread at a time.
/// </summary>
internal sealed class NonMaximumSuppression
{
    private readonly float _iou;
    private readonly bool _agnostic;
    private readonly int _most;

    // What stays, one array a side, so that a candidate is held against a vector of them at a time. Whole vectors long; the
    // unused end is empty boxes, which overlap nothing.
    private readonly float[] _left, _top, _right, _bottom, _area, _class;
    private int _kept;

    public NonMaximumSuppression(float iou, bool agnostic, int most)
    {
        _iou = iou;
        _agnostic = agnostic;
        _most = most;
        var length = (most + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _left = new float[length];
        _top = new float[length];
        _right = new float[length];
        _bottom = new float[length];
        _area = new float[length];
        _class = new float[length];
    }

    /// <summary>Replaces what <paramref name="found"/> holds: best score first, boxes clipped to the picture.</summary>
    public void Run(CandidateBuffer candidates, in Placement placement, DetectionBuffer found)
    {
        found.Clear();
        Forget();
        candidates.Rank();
        for (var rank = 0; rank < candidates.Count && _kept < _most; rank++)
        {
            ref readonly var candidate = ref candidates[rank];
            if (_iou < 1 && IsTaken(candidate))
                continue;
            var boxInSource = placement.ToSource(candidate.BoxInModel);
            if (boxInSource.Area <= 0)
                continue;
            Keep(candidate);
            // Rounding in a quantized network may lift a score a little over 1.
            if (!found.TryAdd(new Detection(boxInSource, Math.Min(candidate.Score, 1), candidate.Class)))
                return;
        }
    }

    private bool IsTaken(in Candidate candidate)
    {
        var box = candidate.BoxInModel;
        var (left, top) = (new Vector<float>(box.Left), new Vector<float>(box.Top));
        var (right, bottom) = (new Vector<float>(box.Right), new Vector<float>(box.Bottom));
        var (area, iou, @class) = (new Vector<float>(box.Area), new Vector<float>(_iou), new Vector<float>(candidate.Class));
        for (var i = 0; i < _kept; i += Vector<float>.Count)
        {
            // Everything is finite here, so the Native forms, which leave NaN undefined, are right and cheaper.
            var width = Vector.MinNative(right, new Vector<float>(_right, i)) - Vector.MaxNative(left, new Vector<float>(_left, i));
            var height = Vector.MinNative(bottom, new Vector<float>(_bottom, i)) - Vector.MaxNative(top, new Vector<float>(_top, i));
            var shared = Vector.MaxNative(width, Vector<float>.Zero) * Vector.MaxNative(height, Vector<float>.Zero);
            var over = Vector.GreaterThan(shared, iou * (area + new Vector<float>(_area, i) - shared));
            if (!_agnostic)
                over &= Vector.Equals(@class, new Vector<float>(_class, i));
            if (over != Vector<int>.Zero)
                return true;
        }
        return false;
    }

    private void Keep(in Candidate candidate)
    {
        var box = candidate.BoxInModel;
        _left[_kept] = box.Left;
        _top[_kept] = box.Top;
        _right[_kept] = box.Right;
        _bottom[_kept] = box.Bottom;
        _area[_kept] = box.Area;
        _class[_kept] = candidate.Class;
        _kept++;
    }

    private void Forget()
    {
        Array.Clear(_left, 0, _kept);
        Array.Clear(_top, 0, _kept);
        Array.Clear(_right, 0, _kept);
        Array.Clear(_bottom, 0, _kept);
        _kept = 0;
    }
}
